// What really exists, as everybody sees it: addresses, ids and forms, gathered by following the links of pages.
import type { Caller } from '../simulation/http.caller';
import type { Declared } from '../web/site';

export interface FormFields {
  [name: string]: string[];
}

/** A form as somebody's page shows it. */
export interface KnownForm {
  actor: string;
  path: string;
  fields: FormFields;
}

export interface Pools {
  /** Ids by the part of the address before them: teams, rooms, sheets … */
  ids: Map<string, string[]>;
  /** Forms that pages show, by the path of the route that takes them. */
  forms: Map<string, KnownForm[]>;
  /** Pages that opened for somebody, by the path of their route. */
  pages: Map<string, { actor: string; path: string }[]>;
  pagesRead: number;
}

const plain = (text: string) =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
};

function fieldsOf(form: string): FormFields {
  const fields: FormFields = {};
  const add = (name: string | undefined, value: string) => {
    if (name) fields[name] = [...(fields[name] ?? []), value];
  };
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g))
    add(attribute(tag, 'name'), attribute(tag, 'value') ?? 'on');
  for (const [, tag = '', text = ''] of form.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g))
    add(attribute(tag, 'name'), plain(text));
  for (const [tag] of form.matchAll(/<button\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (name) add(name, attribute(tag, 'value') ?? '');
  }
  for (const [, tag = '', options = ''] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g))
    for (const [option] of options.matchAll(/<option\b[^>]*>/g))
      add(attribute(tag, 'name'), attribute(option, 'value') ?? '');
  return fields;
}

interface Pattern {
  route: Declared;
  test: RegExp;
  /** The parts of the address before each parameter. */
  before: string[];
}

function patternOf(route: Declared): Pattern {
  const parts = route.path.split('/');
  const before = parts.flatMap((part, index) => (part.startsWith(':') ? [parts[index - 1] ?? ''] : []));
  const source = parts
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/^:\w+/, '([^/?#]+)'))
    .join('/');
  return { route, test: new RegExp(`^${source}$`), before };
}

export async function gatherPools(
  callers: Iterable<readonly [string, Caller]>,
  declared: readonly Declared[],
  seeds: readonly string[],
  pagesEach: number,
): Promise<Pools> {
  const patterns = declared.map(patternOf);
  const pools: Pools = { ids: new Map(), forms: new Map(), pages: new Map(), pagesRead: 0 };
  const remember = (address: string, method: string): string | undefined => {
    const path = address.split(/[?#]/)[0]!;
    for (const { route, test, before } of patterns) {
      if (route.method !== method) continue;
      const found = test.exec(path);
      if (!found) continue;
      for (const [index, place] of before.entries())
        addId(pools, place, found[index + 1]!.replace(/\.json$/, ''));
      return route.path;
    }
    return undefined;
  };
  for (const [actor, caller] of callers) {
    const waiting = ['/', '/desk', ...seeds];
    const seen = new Set(waiting);
    const shapes = new Map<string, number>();
    for (let count = 0; waiting.length > 0 && count < pagesEach; count++) {
      const path = waiting.shift()!;
      const { status, text, headers } = await caller.page(path);
      pools.pagesRead += 1;
      if (status !== 200 || !headers.get('content-type')?.startsWith('text/html')) continue;
      const shown = remember(path, 'get');
      if (shown !== undefined) addTo(pools.pages, shown, { actor, path });
      for (const [, form = '', inside = ''] of text.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)) {
        if (attribute(form, 'method') !== 'post') continue;
        const action = attribute(form, 'action') ?? '';
        const route = remember(action, 'post');
        if (route !== undefined) addTo(pools.forms, route, { actor, path: action, fields: fieldsOf(inside) });
      }
      for (const [, href = ''] of text.matchAll(/\shref="(\/[^"]*)"/g)) {
        const address = plain(href);
        const route = remember(address, 'get');
        if (route === undefined || seen.has(address)) continue;
        seen.add(address);
        const like = (shapes.get(route) ?? 0) + 1;
        shapes.set(route, like);
        if (like <= 3) waiting.push(address);
      }
    }
  }
  return pools;
}

export function addId(pools: Pools, place: string, id: string): void {
  const known = pools.ids.get(place) ?? [];
  if (known.includes(id) || known.length >= 60) return;
  known.push(id);
  pools.ids.set(place, known);
}

function addTo<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key) ?? [];
  if (known.length >= 40) return;
  known.push(item);
  map.set(key, known);
}
