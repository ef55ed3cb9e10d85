// Every word that the page says, in two languages.
import zh from "./words_zh.js";
import en from "./words_en.js";

const LANGUAGES = { zh, en };
const KEY = "mubiao.language";

let language = localStorage.getItem(KEY) ?? "zh";

/** Return a word of the page, with {names} filled in; what it does not know it gives back. */
export function t(key, values = {}) {
  const word = LANGUAGES[language][key] ?? key;
  return word.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/** Change to the other language. */
export function changeLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
