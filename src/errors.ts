// Everything a person can be told instead of getting what they asked for. The key is a message of the
// catalogues and, in JSON, the stable `error` code; doors (web, realtime) translate, nobody else does.

import { isNativeError } from 'node:util/types';

/** A list is of titles in the languages people wrote them in. */
export type Params = Record<string, string | number | readonly Record<string, string>[]>;
/** A fault of one field: a message key and what it needs. */
export interface FieldFault {
  key: string;
  params?: Params;
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    readonly params: Params = {},
  ) {
    super(key);
    this.name = new.target.name;
  }
}

/** Not there, or not for this person to know: the answer is the same. */
export class NotFound extends Refused {
  constructor() {
    super(404, 'frame.errors.notFound');
  }
}

export class SignInFirst extends Refused {
  constructor() {
    super(401, 'frame.errors.signInFirst');
  }
}

/** Known, but not allowed to this person, or not in this phase. */
export class Forbidden extends Refused {
  constructor(key = 'frame.errors.forbidden', params?: Params) {
    super(403, key, params);
  }
}

/** Wrong input; `fields` names each fault so that the form can show it beside its field. */
export class InvalidInput extends Refused {
  constructor(
    readonly fields: Record<string, FieldFault>,
    key = 'frame.errors.invalid',
    params?: Params,
  ) {
    super(422, key, params);
  }
}

/** Somebody else was first; `current` says what is true now (it travels in the JSON answer). */
export class Conflict extends Refused {
  constructor(
    key: string,
    readonly current: unknown,
    params?: Params,
  ) {
    super(409, key, params);
  }
}

export class Gone extends Refused {
  constructor(key: string, params?: Params) {
    super(410, key, params);
  }
}

export class TooLarge extends Refused {
  constructor(key = 'frame.errors.tooLarge', params?: Params) {
    super(413, key, params);
  }
}

export class WrongType extends Refused {
  constructor(key = 'frame.errors.wrongType', params?: Params) {
    super(415, key, params);
  }
}

/** `retryAfter`: whole seconds, at least 1. */
export class TooMany extends Refused {
  readonly retryAfter: number;
  constructor(retryAfter: number, key = 'frame.errors.tooMany') {
    const seconds = Math.max(1, Math.ceil(retryAfter));
    super(429, key, { count: seconds });
    this.retryAfter = seconds;
  }
}

/** The database is away or has too much to do. */
export class Away extends Refused {
  /** Whole seconds. */
  readonly retryAfter = 3;
  constructor() {
    super(503, 'frame.errors.away');
  }
}

export class StorageFull extends Refused {
  constructor() {
    super(507, 'frame.errors.storageFull');
  }
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '25P03',
  '55P03',
  '40001',
  '40P01',
  '53300',
]);

/** What the driver says of a connection that broke; the query builder puts the statement before it. */
const LOST =
  /(^| - )(Connection terminated|Query read timeout|timeout expired|Client was closed|Client has encountered a connection error)/;

/** Turns what the database or the disk throws into the answer a person gets; other errors stay bugs. */
export function asRefusal(error: unknown): Refused | null {
  if (error instanceof Refused) return error;
  if (!isNativeError(error)) return null;
  const code = String((error as { code?: unknown }).code ?? '');
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return new StorageFull();
  // Signs that no text of the database can hold: NUL, which no door should have let in.
  if (code === '22021' || code === '22P05') return new InvalidInput({});
  // Whoever acted, or whom it was about, deleted their account meanwhile.
  if (code === 'IL001') return new NotFound();
  const syscall = (error as { syscall?: string }).syscall;
  if (code === 'ENOENT' && syscall !== 'connect') return null;
  if (AWAY.has(code) || code.startsWith('08')) return new Away();
  if (error.name === 'KnexTimeoutError' || LOST.test(error.message)) return new Away();
  return null;
}

/** Kind, code and stack only: database errors carry people's texts in their other fields. */
export function faultForLog(error: unknown): { name: string; code?: string; stack: string } {
  if (!isNativeError(error)) return { name: typeof error, stack: '' };
  const code = (error as { code?: string }).code;
  const stack = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((text) => text.trimStart().startsWith('at '))
    .join('\n');
  return { name: error.name, ...(code ? { code } : {}), stack };
}
