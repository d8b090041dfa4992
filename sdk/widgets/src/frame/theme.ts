// The colours and the font of the page around, where they can be read by everybody.
//
// A page that frames us could choose letters in the colour of the paper: a pair without enough
// contrast is left out, and so is whatever is no colour, length or font name.
import { config } from "./config.js";

const ENOUGH = 4.5; // WCAG 2.2, 1.4.3
const COLOUR = /^(#[0-9a-f]{3,8}|(rgb|hsl)a?\([\d\s.,%/deg]+\)|[a-z]{3,24})$/i;
const LENGTH = /^\d{1,2}(\.\d+)?(px|rem|em)$/;
const FONT = /^[\w\s",'-]{1,200}$/;

type Channels = [number, number, number];

function channels(colour: string): Channels | null {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (context === null || !CSS.supports("color", colour)) return null;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? [red, green, blue] : null;
}

function luminance(of: Channels): number {
  const [red, green, blue] = of.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function readable(a: string, b: string): boolean {
  const one = channels(a);
  const other = channels(b);
  if (one === null || other === null) return false;
  const [dark, light] = [luminance(one), luminance(other)].sort((x, y) => x - y) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05) >= ENOUGH;
}

function given(name: string, pattern: RegExp): string | null {
  const value = config.asked.get(name);
  return value !== null && pattern.test(value) ? value : null;
}

export function applyTheme(): void {
  const style = document.documentElement.style;
  const pairs = [
    ["color-text", "color-surface"],
    ["color-on-accent", "color-accent"],
  ] as const;
  for (const [ink, paper] of pairs) {
    const [inkColour, paperColour] = [given(ink, COLOUR), given(paper, COLOUR)];
    if (inkColour === null || paperColour === null || !readable(inkColour, paperColour)) continue;
    style.setProperty(`--kith-${ink}`, inkColour);
    style.setProperty(`--kith-${paper}`, paperColour);
    // The browser's own controls follow the paper: dark ones on a dark one.
    if (ink === "color-text") {
      style.setProperty("color-scheme", luminance(channels(paperColour)!) < 0.2 ? "dark" : "light");
    }
  }
  const font = given("font", FONT);
  if (font !== null) style.setProperty("--kith-font", font);
  const radius = given("radius", LENGTH);
  if (radius !== null) style.setProperty("--kith-radius", radius);
}
