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

/** `view`: a name below views/, without ending. Partials see the locals of whoever includes them. */
export function render(view: string, it: Locals): string {
  const html = viewOf(view)(it);
  return html.includes(LEFT_HERE)
    ? html.replaceAll(LEFT_HERE, translator(String(it.locale))('frame.left'))
    : html;
}

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
  const included = new Map<string, View>();
  const partial = (given: string): View => {
    const found = included.get(given) ?? viewOf(path.posix.join(path.posix.dirname(name), given));
    included.set(given, found);
    return found;
  };
  const view: View = (it) =>
    // What an include adds hides what is there: copying all of it for each icon would cost more than the icon.
    compiled(it, escapeText, (given, more) =>
      partial(given)(more ? Object.assign(Object.create(it), more) : it),
    );
  views.set(name, view);
  return view;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** Stands in a page where the name of somebody stood who left; nothing escaped can look like it. */
const LEFT_HERE = '<left>';

/** Most texts have nothing to escape: they are looked at once and stay as they are. */
function escapeText(given: unknown): string {
  if (given === LEFT) return LEFT_HERE;
  const text = given === undefined || given === null ? '' : String(given);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!) : text;
}
