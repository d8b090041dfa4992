// What she says of herself and what she can carry, as Kith holds it. One copy for all her screens.
import { Act, get, Problem } from "../frame/api.js";
import { waitFor } from "../frame/app.js";

type Enrolment = "applied" | "approved" | "left";

export interface Own {
  enrolment?: Enrolment;
  listed: boolean;
  languages: string[];
  topics: string[];
  capacity: number;
  onLeaveUntil?: string;
  about: string;
  channels: string[];
  hours: string[];
  shared: string[];
  declaredConflicts: string[];
}

const NOBODY: Own = {
  listed: true,
  languages: [],
  topics: [],
  capacity: 3,
  about: "",
  channels: [],
  hours: [],
  shared: [],
  declaredConflicts: [],
};

export let own: Own = structuredClone(NOBODY);
const act = new Act();

/** Reads her record; somebody who is no supporter has an empty one. */
export async function loadOwn(): Promise<void> {
  try {
    own = await waitFor(get<Own>("desk/record"));
  } catch (error) {
    if ((error as Problem).code !== "denied") throw error;
    own = structuredClone(NOBODY);
  }
}

/** Keeps her record with the change in it. Where that fails, the record stays as it was. */
export async function saveOwn(change: Partial<Own>): Promise<void> {
  const now = { ...own, ...change };
  const { languages, topics, capacity, listed, about, channels, hours, shared } = now;
  const said = { languages, topics, capacity, listed, about, channels, hours, shared };
  const leave = now.onLeaveUntil ? { onLeaveUntil: now.onLeaveUntil } : {};
  const sent = { ...said, declaredConflicts: now.declaredConflicts, ...leave };
  const { enrolment } = await waitFor(
    act.send<{ enrolment: Enrolment }>("PUT", "desk/record", sent),
  );
  own = { ...now, enrolment };
}
