// Views, each compiled once into a function: an include is a call, not another look at the disk.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { LEFT } from '../db/personal-data';
import { translator } from '../i18n/locales';
import { ROOT } from '../root';

type Locals = Record<string, unknown>;
type View = (it: Locals) => string;
type Include = (name: string, more?: Locals) => string;
type Compiled = (it: Locals, escapeFn: typeof escapeText, include: Include) => string;

const VIEWS = path.join(ROOT, 'views');
const views = new Map<string, View>();

/** Partials that show only what they are given: nothing of the page has to be laid under it. */
const ALONE = new Set(['shared/_icon']);

/** `view`: a name below views/, without ending. Partials see the locals of whoever includes them. */
export function render(view: string, it: Locals): string {
  const before = met;
  const html = viewOf(view)(it);
  return met > before ? html.replaceAll(LEFT_HERE, translator(String(it.locale))('frame.left')) : html;
}

/**
 * What a partial sees: all of the page, and over it what it is given. Copied: were the page of each request a
 * prototype, nothing the engine learned about its properties would hold for the next one.
 */
const within = (it: Locals, more: Locals): Locals =>
  Object.assign(Object.create(Object.getPrototypeOf(it)), it, more);

function viewOf(name: string): View {
  const known = views.get(name);
  if (known) return known;
  const template = new ejs.Template(readFileSync(path.join(VIEWS, `${name}.ejs`), 'utf8'), {
    _with: false,
    localsName: 'it',
    rmWhitespace: true,
    compileDebug: false,
  } as ejs.Options);
  // Checks the syntax and leaves the body of the function in `source`; its own include would look at the disk.
  template.compile();
  const compiled = new Function('it', 'escapeFn', 'include', template.source) as Compiled;
  const included = new Map<string, { view: View; alone: boolean }>();
  const partial = (given: string) => {
    const full = path.posix.join(path.posix.dirname(name), given);
    const found = { view: viewOf(full), alone: ALONE.has(full) };
    included.set(given, found);
    return found;
  };
  const view: View = (it) =>
    compiled(it, escapeText, (given, more) => {
      const { view, alone } = included.get(given) ?? partial(given);
      return view(more ? (alone ? more : within(it, more)) : it);
    });
  views.set(name, view);
  return view;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** Stands in a page where the name of somebody stood who left; nothing escaped can look like it. */
const LEFT_HERE = '<left>';
/** How often that was: pages without it need not be searched. */
let met = 0;

/** Most texts have nothing to escape: they are looked at once and stay as they are. */
function escapeText(given: unknown): string {
  if (given === LEFT) {
    met += 1;
    return LEFT_HERE;
  }
  const text = given === undefined || given === null ? '' : String(given);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!) : text;
}
