// Colours of what is painted. The style sheet has the same ground and ink.

export const darkness = window.matchMedia("(prefers-color-scheme: dark)");
export const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
export const narrowness = window.matchMedia("(max-width: 860px)");

const LIGHT = {
  dark: false,
  ground: "#fbfaf7", ink: "#1f2328", soft: "#4d535b", accent: "#a02c1f",
  lines: { frame: "rgba(70,74,82,0.36)", spoke: "rgba(70,74,82,0.11)", across: "rgba(160,44,31,0.20)", other: "rgba(70,74,82,0.22)", alike: "rgba(70,74,82,0.05)" },
};
const DARK = {
  dark: true,
  ground: "#13161a", ink: "#ebe8e1", soft: "#b4b8be", accent: "#f0937f",
  lines: { frame: "rgba(214,214,208,0.36)", spoke: "rgba(214,214,208,0.11)", across: "rgba(240,147,127,0.24)", other: "rgba(214,214,208,0.22)", alike: "rgba(214,214,208,0.05)" },
};

export const SANS =
  'system-ui, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
export const SERIF = '"Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", serif';

let printing = false;

// Paper is light, whatever the screen is.
export function setPrinting(on) {
  printing = on;
}

export function palette() {
  return darkness.matches && !printing ? DARK : LIGHT;
}
