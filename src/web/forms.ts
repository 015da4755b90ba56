// Reads bodies: flat urlencoded fields become the shape a schema asks for; faults become messages per field.
import type { Request } from 'express';
import type { core, ZodType } from 'zod';
import { type FieldFault, InvalidInput } from '../errors';

type Nested = { [key: string]: string | string[] | Nested };

// title, title[en], level[3][en]: names people's forms use; at most two steps down.
const NAME = /^([a-z][a-z0-9_]*)((?:\[[A-Za-z0-9_-]{1,60}\]){0,2})$/;

/**
 * `{'title[en]': 'A'}` → `{title: {en: 'A'}}`. Line ends become \n. Names that are not ours, NUL and
 * control characters throw InvalidInput.
 */
export function nest(body: unknown): Nested {
  const result: Nested = Object.create(null);
  if (body === undefined || body === null) return result;
  for (const [name, value] of Object.entries(body as Record<string, unknown>)) {
    const parts = NAME.exec(name);
    if (!parts || name.includes('__proto__'))
      throw new InvalidInput({ [name.slice(0, 60)]: { key: 'frame.fields.unknown' } });
    const steps = [parts[1]!, ...[...parts[2]!.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1]!)];
    const clean = Array.isArray(value) ? value.map((one) => cleanText(name, one)) : cleanText(name, value);
    let at = result;
    for (const step of steps.slice(0, -1)) {
      const inner = at[step] ?? Object.create(null);
      if (typeof inner !== 'object' || Array.isArray(inner))
        throw new InvalidInput({ [name]: { key: 'frame.fields.unknown' } });
      at[step] = inner;
      at = inner;
    }
    at[steps.at(-1)!] = clean;
  }
  return result;
}

function cleanText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new InvalidInput({ [name]: { key: 'frame.fields.unknown' } });
  // Without word joiners: they are what withheld words are known by (web/withheld.ts).
  const text = value.replace(/\r\n?|\u2060/g, (sign) => (sign === '\u2060' ? '' : '\n')).toWellFormed();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text))
    throw new InvalidInput({ [name]: { key: 'frame.fields.characters' } });
  return text;
}

/** The body as the schema says; throws InvalidInput with one message a field. Unknown fields are refused. */
export function read<T>(schema: ZodType<T>, req: Request): T {
  return parseInput(schema, nest(req.body));
}

export function parseInput<T>(schema: ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(faultsOf(parsed.error.issues));
}

/** One fault a field, the first that was found. A schema may name its own message: `.refine(…, 'key')`. */
export function faultsOf(issues: readonly core.$ZodIssue[]): Record<string, FieldFault> {
  const fields: Record<string, FieldFault> = {};
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) fields[key.slice(0, 60)] ??= { key: 'frame.fields.unknown' };
      continue;
    }
    const [first, ...rest] = issue.path.map(String);
    const name = first === undefined ? '_' : first + rest.map((step) => `[${step}]`).join('');
    fields[name] ??= faultOf(issue);
  }
  return fields;
}

function faultOf(issue: core.$ZodIssue): FieldFault {
  if (/^[a-z][A-Za-z-]*(\.[A-Za-z-]+)+$/.test(issue.message)) return { key: issue.message };
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string')
        return Number(issue.minimum) <= 1
          ? { key: 'frame.fields.missing' }
          : { key: 'frame.fields.tooShort', params: { count: Number(issue.minimum) } };
      if (issue.origin === 'array') return { key: 'frame.fields.missing' };
      return { key: 'frame.fields.tooSmall', params: { minimum: Number(issue.minimum) } };
    case 'too_big':
      if (issue.origin === 'string')
        return { key: 'frame.fields.tooLong', params: { count: Number(issue.maximum) } };
      return { key: 'frame.fields.tooBig', params: { maximum: Number(issue.maximum) } };
    case 'invalid_type':
      return { key: issue.input === undefined ? 'frame.fields.missing' : 'frame.fields.invalid' };
    case 'invalid_value':
      return { key: issue.input === undefined ? 'frame.fields.missing' : 'frame.fields.choice' };
    default:
      return { key: 'frame.fields.invalid' };
  }
}
