# gnuplot -e "table='scale.tsv'; picture='scale.svg'" plot.gp: cost against the number of people.
set terminal svg size 1100,520 font 'sans-serif,12'
set output picture
set datafile separator tab
set logscale xy
set format x '10^{%T}'
set xlabel 'people'
set ylabel 'p50 in microseconds'
set grid
set key outside below maxrows 4
set multiplot layout 1,2

# Those who have a line for the task, in the table's order.
engines(task) = system("awk -F'\t' -v task=" . task . " '$2 == task && !seen[$3]++ {gsub(/ /, \"_\", $3); print $3}' " . table)
points(task, engine) = "< awk -F'\t' -v task=" . task . " -v engine='" . engine . "' '{gsub(/ /, \"_\", $3)} $2 == task && $3 == engine {print $1 \"\t\" $5}' " . table . " | sort -n"
shown(engine) = system("echo '" . engine . "' | tr _ ' '")

do for [task in "directory routing"] {
    set title task eq "directory" ? "a page of 20" : "who fits best"
    list = engines(task)
    plot for [engine in list] points(task, engine) using 1:2 with linespoints linewidth 2 title shown(engine)
}
unset multiplot
