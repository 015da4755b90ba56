// Codes that were just made stand on their page until their owner goes on, ten minutes at most. The session
// keeps their ids only.
import type { Request } from 'express';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { sessionsWithin } from '../../web/session';
import { readableCode } from './accounts.recovery.actions';
import { unusedAmong } from './accounts.recovery.queries';

interface Shown {
  kind: 'own' | 'help';
  personId: string;
  ids: string[];
  next: string;
  until: number;
}

declare module 'express-session' {
  interface SessionData {
    shown?: Shown;
  }
}

const TEN_MINUTES = 600_000;

/** In the transaction that makes them: no code is kept that was never shown. */
export async function rememberShown(
  deps: Deps,
  req: Request,
  trx: Db,
  given: Omit<Shown, 'until'>,
): Promise<void> {
  req.session.shown = { ...given, until: (await deps.clock.now(trx)).getTime() + TEN_MINUTES };
  await sessionsWithin(
    trx,
    () =>
      new Promise<void>((resolve, reject) =>
        req.session.save((error?: unknown) => (error ? reject(error) : resolve())),
      ),
  );
}

/** Null when there is nothing to show to this session, or no longer. */
export async function shownCodes(
  deps: Deps,
  req: Request,
  kind: Shown['kind'],
  personId: string,
): Promise<{ codes: string[]; next: string } | null> {
  const shown = req.visit?.kept.shown as Shown | undefined;
  if (shown?.kind !== kind || shown.personId !== personId) return null;
  if ((await deps.clock.now(deps.db)).getTime() > shown.until) return null;
  const ids = await unusedAmong(deps.db, personId, shown.ids);
  return ids.length === 0 ? null : { codes: ids.map((id) => readableCode(deps, id)), next: shown.next };
}

export function forgetShown(req: Request): void {
  delete req.session.shown;
}
