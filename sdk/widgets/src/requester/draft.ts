// What she has chosen so far. In memory only: leaving the page forgets it.
import { get, type Session } from "../frame/api.js";
import { language, languageName, t } from "../frame/messages.js";
import type { NameMode, Option } from "../frame/ui.js";

export interface Person {
  id: string;
  displayName: string;
  title: string;
  department: string;
}
export interface Supporter {
  id: string;
  displayName: string;
  location: string;
  languages: string[];
  topics: string[];
  channels: string[];
  hours: string[];
  shared: string[];
  about: string;
  hasTime: boolean;
}

const empty = {
  topic: "",
  language: "",
  channel: "",
  named: false,
  text: "",
  concerned: [] as Person[],
  anyoneBut: [] as Person[],
  wished: null as Supporter | null,
};

export const draft = structuredClone(empty);

export let session: Session;
let topics: { id: string; label: string }[] = [];

export async function loadTopics(of: Session): Promise<void> {
  session = of;
  topics = (await get<{ topics: typeof topics }>(`topics?language=${language}`)).topics;
}

/** What she has chosen for her name so far. */
export const nameMode = (): NameMode => (draft.named ? "named" : "pseudonymous");

export function forgetDraft(): void {
  Object.assign(draft, structuredClone(empty));
}

export const topicName = (id: string): string =>
  topics.find((topic) => topic.id === id)?.label ?? id;

const any = (): Option => ({ value: "", label: t("any") });

export const topicOptions = (): Option[] => [
  any(),
  ...topics.map(({ id, label }) => ({ value: id, label })),
];
export const languageOptions = (): Option[] => [
  any(),
  ...session.languages.map((tag) => ({ value: tag.toLowerCase(), label: languageName(tag) })),
];
export const channelOptions = (): Option[] => [
  any(),
  ...(["chat", "phone", "video", "in-person"] as const).map((value) => ({
    value,
    label: t(`channel.${value}`),
  })),
];
