# gnuplot -e "table='scale.tsv'; picture='scale.svg'" plot.gp: cost against the number of people.
set terminal svg size 1500,640 font 'sans-serif,12'
set output picture
set datafile separator tab
set logscale xy
set format x '10^{%T}'
set xlabel 'people'
set ylabel 'p50 in microseconds'
set grid
set key outside below maxrows 10
set multiplot layout 1,3

# Those who have a line for the task, in the table's order.
engines(task) = system("awk -F'\t' -v task=" . task . " '$2 == task && !seen[$3]++ {gsub(/ /, \"_\", $3); print $3}' " . table)
points(task, engine) = "< awk -F'\t' -v task=" . task . " -v engine='" . engine . "' '{gsub(/ /, \"_\", $3)} $2 == task && $3 == engine {print $1 \"\t\" $5}' " . table . " | sort -n"
# One engine looks the same in each picture.
all = system("awk -F'\t' 'NR > 1 && !seen[$3]++ {gsub(/ /, \"_\", $3); print $3}' " . table)
number(engine) = system("echo '" . all . "' | tr ' ' '\n' | grep -nxF -- '" . engine . "' | cut -d: -f1") + 0
shown(engine) = system("echo '" . engine . "' | tr _ ' '")

do for [task in "directory routing executive"] {
    set title task eq "directory" ? "a page of 20" : task eq "routing" ? "who fits best" : "who fits best, an executive named"
    list = engines(task)
    plot for [engine in list] points(task, engine) using 1:2 with linespoints linewidth 2 linetype number(engine) dashtype 1 + (number(engine) - 1) / 8 title shown(engine)
}
unset multiplot
