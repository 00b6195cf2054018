// Readerly for bundlers and module scripts: import { mount } from "./readerly.mjs".
import "./readerly.js";

export const mount = (target, options) => window.Readerly.mount(target, options);
export const version = window.Readerly.version;
