// One generated case: who sends what where. Made from a seed and a number, so that it can be made again.
import { createRandom, type Random } from '../simulation/random';
import type { Declared } from '../web/site';
import type { FormFields, Pools } from './fuzz.pools';
import { anyText, anyValue, badName, noId, plainText } from './fuzz.values';

export interface RequestCase {
  kind: 'request';
  number: number;
  actor: string;
  method: 'get' | 'post';
  route: string;
  path: string;
  fields: [name: string, value: string][];
  body: 'form' | 'multipart' | 'json' | 'bytes' | 'none';
  /** Wants a page instead of JSON. */
  page: boolean;
}

export interface EventCase {
  kind: 'event';
  number: number;
  actor: string;
  event: string;
  data: unknown;
}

export type Case = RequestCase | EventCase;

export interface Material {
  seed: string;
  actors: string[];
  declared: readonly Declared[];
  events: readonly string[];
  pools: Pools;
  /** Rooms by who may enter them. */
  rooms: Map<string, string[]>;
}

const EVENTS_SHARE = 0.2;

/** How many cases begin at what somebody's own page offers, so that they get far before they go wrong. */
const AT_HOME = 0.55;

export function makeCase(material: Material, number: number): Case {
  const random = createRandom(`${material.seed}/case ${number}`);
  const actor = random.pick(material.actors);
  if (random.chance(EVENTS_SHARE)) return eventCase(material, random, number, actor);
  const route = random.pick(material.declared);
  const { pools } = material;
  const page = random.chance(0.6);
  const home = random.chance(AT_HOME);
  if (route.method === 'get') {
    const known = home ? pools.pages.get(route.path) : undefined;
    const shown = known ? random.pick(known) : { actor, path: pathOf(pools, route, random) };
    const path = shown.path.includes('?') ? shown.path : shown.path + queryOf(random);
    return {
      kind: 'request',
      number,
      actor: shown.actor,
      route: route.path,
      path,
      page,
      method: 'get',
      fields: [],
      body: 'none',
    };
  }
  const forms = pools.forms.get(route.path);
  const form = forms && random.pick(forms);
  const begun = form && home ? form : { actor, path: pathOf(pools, route, random) + queryOf(random) };
  return {
    kind: 'request',
    number,
    actor: begun.actor,
    route: route.path,
    path: begun.path,
    page,
    method: 'post',
    fields: fieldsFor(pools, begun === form ? form.fields : namesOf(form?.fields), random),
    body: bodyKind(route, random),
  };
}

function bodyKind({ path }: Declared, random: Random): RequestCase['body'] {
  const draw = random.next();
  if (path.endsWith('/files')) return draw < 0.9 ? 'multipart' : 'form';
  return draw < 0.88 ? 'form' : draw < 0.92 ? 'multipart' : draw < 0.96 ? 'json' : 'bytes';
}

function idFor(pools: Pools, place: string, random: Random): string {
  const draw = random.next();
  const right = pools.ids.get(place);
  if (right && draw < 0.8) return random.pick(right);
  if (draw < 0.9) return random.pick(random.pick([...pools.ids.values()]));
  return noId(random);
}

function pathOf(pools: Pools, { path }: Declared, random: Random): string {
  const parts = path.split('/');
  return parts
    .map((part, index) => part.replace(/^:\w+/, () => idFor(pools, parts[index - 1] ?? '', random)))
    .join('/');
}

const QUERIES = [
  'after',
  'before',
  'lang',
  'next',
  'part',
  'kind',
  'page',
  'state',
  'language',
  'q',
  'show',
  'challenge',
];

function queryOf(random: Random): string {
  if (random.chance(0.75)) return '';
  const one = () =>
    `${encodeURIComponent(random.pick(QUERIES))}=${encodeURIComponent(anyText(random).slice(0, 300).toWellFormed())}`;
  return `?${Array.from({ length: random.whole(1, 3) }, one).join('&')}`;
}

/** The form without what its owner wrote: choices stay, words go. */
function namesOf(form: FormFields = {}): FormFields {
  return Object.fromEntries(
    Object.entries(form).map(([name, values]) => [name, values.length > 1 ? values : ['']]),
  );
}

/** A form of the page, filled like a person would; then, mostly, made wrong somewhere. */
function fieldsFor(pools: Pools, form: FormFields, random: Random): [string, string][] {
  const fields = Object.entries(form).flatMap(([name, values]): [string, string][] => {
    if (values.length > 1) return [[name, random.pick(values)]];
    const [value = ''] = values;
    if (value !== '' && random.chance(0.7)) return [[name, value]];
    return [[name, rightValue(pools, name, random)]];
  });
  if (random.chance(0.4)) return fields;
  for (let count = random.whole(1, 3); count > 0; count--) spoil(fields, random);
  return fields;
}

function rightValue(pools: Pools, name: string, random: Random): string {
  if (/^(opens_at|closes_at|until)$/.test(name)) return '2029-03-01T10:00';
  if (/^(uses|hours|balanced|version|weight|answer_by)/.test(name)) return String(random.whole(1, 5));
  const place = {
    member: 'people',
    person: 'people',
    juror: 'people',
    team: 'teams',
    submission: 'submissions',
  }[name];
  const ids = place && pools.ids.get(place);
  return ids ? random.pick(ids) : plainText(random);
}

function spoil(fields: [string, string][], random: Random): void {
  const at = fields.length === 0 ? -1 : random.whole(0, fields.length - 1);
  const draw = random.next();
  if (at < 0 || draw < 0.2)
    fields.push([
      random.chance(0.5) ? badName(random) : random.pick(['body', 'id', 'version', 'role', 'title[en]']),
      anyText(random),
    ]);
  else if (draw < 0.35) fields.splice(at, 1);
  else if (draw < 0.5) fields.push([fields[at]![0], anyText(random)]);
  else if (draw < 0.6)
    fields[at] = [`${fields[at]![0]}[${random.pick(['en', '0', '__proto__', 'x'])}]`, fields[at]![1]];
  else fields[at] = [fields[at]![0], anyText(random)];
}

function eventCase(material: Material, random: Random, number: number, somebody: string): EventCase {
  const { events, pools, rooms } = material;
  const home = random.chance(AT_HOME) ? random.pick([...rooms.keys()]) : undefined;
  const actor = home ?? somebody;
  const event = random.pick(events);
  const right: Record<string, unknown> = {
    roomId: home ? random.pick(rooms.get(home)!) : idFor(pools, 'rooms', random),
    ...(event === 'message:post'
      ? { clientId: random.uuid(), body: random.chance(0.5) ? plainText(random) : anyText(random) }
      : {}),
    ...(event === 'room:history'
      ? { [random.pick(['afterSeq', 'beforeSeq'])]: random.whole(0, 50), limit: random.whole(1, 200) }
      : {}),
  };
  const draw = random.next();
  if (draw < 0.35) return { kind: 'event', number, actor, event, data: right };
  if (draw < 0.45) return { kind: 'event', number, actor, event, data: anyValue(random) };
  for (let count = random.whole(1, 2); count > 0; count--) {
    const keys = Object.keys(right);
    const key =
      random.chance(0.8) && keys.length > 0
        ? random.pick(keys)
        : random.pick(['more', 'afterSeq', 'limit', '__proto__']);
    if (random.chance(0.15)) delete right[key];
    else
      Object.defineProperty(right, key, {
        value: anyValue(random),
        enumerable: true,
        configurable: true,
        writable: true,
      });
  }
  return { kind: 'event', number, actor, event, data: right };
}

export function textOf(one: Case): string {
  const short = (value: unknown) => {
    const text = JSON.stringify(value) ?? 'nothing';
    return text.length > 400 ? `${text.slice(0, 400)}… (${text.length})` : text;
  };
  if (one.kind === 'event') return `case ${one.number}: ${one.actor} sends ${one.event} ${short(one.data)}`;
  const what = one.method === 'post' ? ` ${one.body} ${short(one.fields)}` : '';
  return `case ${one.number}: ${one.actor} ${one.method.toUpperCase()} ${one.path.slice(0, 200)}${what}`;
}

/** Smaller cases, each without one thing. */
export function smaller(one: Case): Case[] {
  if (one.kind === 'event') {
    if (typeof one.data !== 'object' || one.data === null || Array.isArray(one.data)) return [];
    const entries = Object.entries(one.data);
    return entries.map(([key]) => ({
      ...one,
      data: Object.fromEntries(entries.filter(([name]) => name !== key)),
    }));
  }
  const [path = '', query] = one.path.split('?');
  return [
    ...(query === undefined ? [] : [{ ...one, path }]),
    ...one.fields.map((_, at) => ({ ...one, fields: one.fields.filter((_field, index) => index !== at) })),
    ...one.fields.flatMap(([name, value], at) =>
      value.length > 20
        ? [
            {
              ...one,
              fields: one.fields.map((field, index): [string, string] =>
                index === at ? [name, value.slice(0, value.length / 2)] : field,
              ),
            },
          ]
        : [],
    ),
  ];
}
