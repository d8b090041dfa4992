// When she can usually be reached: one line for each day of the week, kept as "mon 09-12".
import { html, type TemplateResult } from "lit";
import { t } from "../frame/messages.js";
import { textLine } from "../frame/ui.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const dayOf = (hour: string): string => hour.slice(0, 3).toLowerCase();

/** The fields for `hours`; `changed` gets all of them anew. */
export function hourFields(hours: string[], changed: (hours: string[]) => void): TemplateResult {
  const of = (day: string): string[] => hours.filter((hour) => dayOf(hour) === day);
  const set = (day: string, value: string): void => {
    const spans = value
      .split(",")
      .map((span) => span.trim())
      .filter((span) => span !== "");
    const others = hours.filter((hour) => dayOf(hour) !== day);
    changed([...others, ...spans.map((span) => `${day} ${span}`)]);
  };
  return html`<fieldset>
    <legend>${t("own.hours")}</legend>
    <p class="small">${t("own.hours-help")}</p>
    <div class="filters">${DAYS.map((day) =>
      textLine({
        name: `hours-${day}`,
        label: t(`day.${day}`),
        value: of(day)
          .map((hour) => hour.slice(4))
          .join(", "),
        input: (value) => set(day, value),
      }),
    )}</div>
  </fieldset>`;
}
