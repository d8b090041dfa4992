// The figures as tables.
const names = (results) => [...new Set(results.map(({ name }) => name))];
const time = (us) => {
  if (us === undefined) return "-";
  return us < 1000 ? `${us.toFixed(0)} us` : `${(us / 1000).toFixed(us < 100_000 ? 1 : 0)} ms`;
};
const columns = (first, ...others) =>
  first.padEnd(38) + others.map((other) => other.padStart(14)).join("");

/** Both servers beside each other. */
export function printAtOneSize(people, results) {
  const head = `${people.toLocaleString("en")} people`;
  console.log(columns(head, "Kith", "scimmy", "ratio", "batches"));
  for (const name of names(results)) {
    const of = (server) => results.find((one) => one.name === name && one.server === server);
    const [ours, theirs] = [of("Kith"), of("scimmy")];
    const times = theirs && theirs.us / ours.us;
    const ratio = theirs ? `${times.toFixed(times < 100 ? 1 : 0)} x` : "";
    const batches = [ours, theirs]
      .filter(Boolean)
      .map((one) => `${one.batches}x${one.requests}`)
      .join(" ");
    console.log(columns(name, time(ours.us), time(theirs?.us), ratio, batches));
  }
}

/** Each operation at each size: whether it grows with the people. */
export function printSizes(results) {
  const sizes = [...new Set(results.map(({ people }) => people))];
  if (sizes.length < 2) return;
  for (const server of ["Kith", "scimmy"]) {
    const own = results.filter((one) => one.server === server);
    if (own.length === 0) continue;
    const heads = sizes.map((people) => people.toLocaleString("en"));
    console.log(columns(`${server}, at so many people`, ...heads, "last : first"));
    for (const name of names(own)) {
      const figures = sizes.map(
        (people) => own.find((one) => one.name === name && one.people === people)?.us,
      );
      const there = figures.filter((one) => one !== undefined);
      const grows = there.length > 1 ? (there.at(-1) / there[0]).toFixed(2) : "";
      console.log(columns(name, ...figures.map(time), grows));
    }
    console.log();
  }
}
