// The one way to listen: parse, check, run, acknowledge; a handler can throw, the process cannot fall.
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import type { ZodType } from 'zod';
import { asRefusal, Conflict, faultForLog, InvalidInput, TooMany } from '../errors';
import type { LocaleTag } from '../i18n/locales';
import { translator } from '../i18n/locales';
import { randomText } from '../ids';
import { withReference } from '../trace';
import type { Person } from '../web/request';
import type { Who } from '../web/site';
import type { Acknowledgement } from './contract';
import type { Work } from './work';

export interface Connection {
  socket: Socket;
  person: Person;
  locale: LocaleTag;
  log: Logger;
  work: Work;
}

export interface LiveEvent<T> {
  event: string;
  who: Who | Who[];
  schema: ZodType<T>;
  /** What it returns is the acknowledgement's data. */
  run(data: T, connection: Connection): Promise<unknown>;
}

/** Keeps the type of `schema` and `run` together. */
export function liveEvent<T>(event: LiveEvent<T>): LiveEvent<T> {
  return event;
}

export function listen(connection: Connection, events: LiveEvent<never>[]): void {
  for (const event of events) {
    connection.socket.on(event.event, (...given: unknown[]) => {
      const last = given.at(-1);
      const acknowledge =
        typeof last === 'function'
          ? (answer: Acknowledgement) => void (last as (a: unknown) => void)(answer)
          : () => undefined;
      const answer = () => withReference(randomText(10), () => answerTo(event, given[0], connection));
      connection.work.run(answer).then(acknowledge, (error) => {
        connection.log.error(
          { name: error instanceof Error ? error.name : 'unknown', event: event.event },
          'an acknowledgement failed',
        );
      });
    });
  }
}

async function answerTo(
  event: LiveEvent<never>,
  data: unknown,
  connection: Connection,
): Promise<Acknowledgement> {
  try {
    const parsed = event.schema.safeParse(data);
    if (!parsed.success) throw new InvalidInput({});
    return { ok: true, data: (await event.run(parsed.data, connection)) ?? null };
  } catch (error) {
    const refusal = asRefusal(error);
    const t = translator(connection.locale);
    if (!refusal) {
      connection.log.error({ event: event.event, err: faultForLog(error) }, 'a live event failed');
      return { ok: false, error: 'frame.errors.crash', message: t('frame.errors.crash') };
    }
    return {
      ok: false,
      error: refusal.key,
      message: t(refusal.key, refusal.params),
      ...(refusal instanceof TooMany ? { retryAfter: refusal.retryAfter } : {}),
      ...(refusal instanceof Conflict ? { current: refusal.current } : {}),
    };
  }
}
