// Reads our own pages without a browser: their links, their forms, and whether anything on them was made of text
// that people typed.
import type { Agent } from '../../support/world';

export interface Field {
  name: string;
  /** 'text' for everything people write in. */
  kind: 'text' | 'choice' | 'hidden' | 'other';
  value: string;
  max: number;
}
export interface Form {
  action: string;
  fields: Field[];
}
export interface Page {
  path: string;
  status: number;
  html: string;
  policy: string;
}

const SIGNS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'" };
export const decoded = (text: string) => text.replace(/&(\w+|#\d+);/g, (all, sign) => SIGNS[sign] ?? all);

const TAG = /<([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/g;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;

export function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, double, single, bare] of text.matchAll(ATTRIBUTE))
    found[name!.toLowerCase()] = decoded(double ?? single ?? bare ?? '');
  return found;
}

export function linksOf(html: string): string[] {
  const links = [];
  for (const [, name, rest] of html.matchAll(TAG))
    if (name === 'a') links.push(attributesOf(rest!).href ?? '');
  return links.filter((href) => href.startsWith('/') && !href.startsWith('//'));
}

/** Forms that change something. */
export function formsOf(html: string, page: string): Form[] {
  const forms: Form[] = [];
  for (const [, opening, inside] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const { method = 'get', action = page, enctype = '' } = attributesOf(opening!);
    if (method.toLowerCase() !== 'post' || enctype.startsWith('multipart')) continue;
    forms.push({ action, fields: fieldsOf(inside!) });
  }
  return forms;
}

function fieldsOf(html: string): Field[] {
  const fields: Field[] = [];
  for (const [, tag, rest] of html.matchAll(/<(input|textarea|button)\b([^>]*)>/g)) {
    const { name, type = 'text', value = '', maxlength, checked } = attributesOf(rest!);
    if (!name || tag === 'button') continue;
    if (['checkbox', 'radio'].includes(type) && checked === undefined) {
      if (fields.some((field) => field.name === name)) continue;
      if (type === 'checkbox') continue;
    }
    const kind =
      tag === 'textarea' || type === 'text' || type === 'search' || type === 'url'
        ? 'text'
        : type === 'hidden'
          ? 'hidden'
          : 'choice';
    const at = fields.findIndex((field) => field.name === name && type === 'radio');
    const field = { name, kind, value, max: Number(maxlength ?? 4000) } as Field;
    if (at >= 0) fields[at] = field;
    else fields.push(field);
  }
  for (const [, rest, options] of html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const { name } = attributesOf(rest!);
    const values = [...options!.matchAll(/<option\b([^>]*)>/g)].map(([, text]) => attributesOf(text!));
    const chosen = values.find((one) => 'selected' in one) ??
      values.find((one) => one.value) ?? { value: '' };
    if (name) fields.push({ name, kind: 'choice', value: chosen.value ?? '', max: 100 });
  }
  return fields;
}

/** Every page that links lead to from `from`, at most `limit`; addresses that differ in ids only count `alike` times. */
export async function crawl(agent: Agent, from: string[], limit: number, alike = 6): Promise<Page[]> {
  const seen = new Set<string>();
  const kinds = new Map<string, number>();
  const queue = [...from];
  const pages: Page[] = [];
  while (queue.length > 0 && pages.length < limit) {
    const path = queue.shift()!.split('#')[0]!;
    const kind = path.replace(/[0-9a-z]{26}/g, ':id').replace(/=[^&]*/g, '=');
    const known = kinds.get(kind) ?? 0;
    if (seen.has(path) || known >= alike || /^\/files\/|[?&]lang=/.test(path)) continue;
    seen.add(path);
    kinds.set(kind, known + 1);
    const answer = await agent.get(path).set('Accept', 'text/html');
    const html = answer.text ?? '';
    pages.push({
      path,
      status: answer.status,
      html,
      policy: String(answer.headers['content-security-policy'] ?? ''),
    });
    if (answer.status >= 300 && answer.status < 400) queue.push(String(answer.headers.location));
    else if (answer.type === 'text/html') queue.push(...linksOf(html));
  }
  return pages;
}

const ELEMENTS = new Set(
  (
    'html head meta title link script body a abbr address article aside b bdi bdo blockquote br button caption cite ' +
    'circle code col colgroup datalist dd defs details dialog div dl dt ellipse em fieldset figcaption figure footer form g h1 h2 ' +
    'h3 h4 h5 h6 header hr i img input label legend li line main mask nav noscript ol optgroup option output p path pattern ' +
    'polyline polygon pre progress meter q rect s section select small span stop strong sub summary sup svg symbol table ' +
    'tbody td template textarea tfoot th thead time tr u ul use clippath lineargradient'
  ).split(' '),
);
const ADDRESSES = [
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'poster',
  'data',
  'cite',
  'background',
];

/** What on the page cannot have been written by us. */
export function madeOfText(html: string): string[] {
  const wrong: string[] = [];
  // What stands in a textarea or a title is text, but for its own end.
  const page = html.replace(/(<(textarea|title)\b[^>]*>)[\s\S]*?(?=<\/\2>)/g, '$1');
  for (const [all, tag, rest] of page.matchAll(TAG)) {
    const name = tag!.toLowerCase();
    const attributes = attributesOf(rest!);
    if (!ELEMENTS.has(name)) wrong.push(all);
    // The one picture that is no drawing of ours: the emblem of who pays.
    if (name === 'img' && !/^\/hackathons\/[a-z0-9-]+\/emblem\?v=[0-9a-f]+$/.test(attributes.src ?? ''))
      wrong.push(all);
    if (name === 'script' && !attributes.src?.startsWith('/')) wrong.push(all);
    for (const [key, value] of Object.entries(attributes)) {
      if (/^on|^style$|^srcdoc$/.test(key)) wrong.push(all);
      if (ADDRESSES.includes(key) && !/^(\/(?!\/)|#|\?|https?:\/\/|mailto:|$)/.test(value)) wrong.push(all);
    }
  }
  // Every sign that opens a tag belongs to one that was read above.
  const left = page
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(TAG, '')
    .replace(/<\/[a-zA-Z][a-zA-Z0-9-]*>|<!doctype html>/gi, '');
  for (const [, found] of left.matchAll(/(<[^\n]{0,60})/g)) wrong.push(`loose: ${found}`);
  return wrong.map((text) => text.slice(0, 160));
}
