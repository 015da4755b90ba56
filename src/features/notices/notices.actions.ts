// Telling people what concerns them: written with the change itself, pushed once it is kept.
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { isLocale } from '../../i18n/locales';
import { deleteUnsent } from '../../mail/mail.queries';
import { queueMails } from '../../mail/mail.queue';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import { deleteUnread, insertNotices, readAllNotices, readNotice } from './notices.queries';
import { MAILED_KINDS, type NewNotice, PRIVATE_KINDS, type Told, type ToldTeam } from './notices.tables';
import { noticeText } from './notices.text';

/**
 * Call it in the transaction of the change, without whoever made it. One statement, however many people. Whoever
 * rests (`restsUntil`) finds it among the notices: nothing is shown at once, and mail waits for that moment.
 */
export async function notify(
  deps: Deps,
  trx: Db,
  notices: NewNotice[],
  restsUntil: Date | null = null,
): Promise<void> {
  if (notices.length === 0) return;
  const made = await insertNotices(trx, deps.clock.expression(trx), notices);
  const mailed = notices.filter((notice) => MAILED_KINDS.includes(notice.kind));
  await queueMails(
    deps,
    trx,
    mailed.map((notice) => (PRIVATE_KINDS.includes(notice.kind) ? { ...notice, hackathonId: null } : notice)),
    restsUntil,
  );
  if (restsUntil) return;
  afterCommit(trx, () => {
    for (const notice of made) {
      const text = noticeText(notice, isLocale(notice.locale) ? notice.locale : 'en');
      deps.live.tell(channels.person(notice.person_id), 'notice', {
        kind: notice.kind,
        text,
        href: notice.href,
      });
    }
  });
}

export function teamNotice(team: ToldTeam, personId: string, told: Told): NewNotice {
  return {
    personId,
    kind: told.kind,
    params: { team: team.name, ...told.params },
    href: told.href ?? `/teams/${team.id}`,
    hackathonId: team.hackathon_id,
    ...(told.aboutId ? { aboutId: told.aboutId } : {}),
  };
}

/**
 * In the transaction that undoes a change: what was told of it since then goes while nobody has read it, and so does
 * mail that has not left. Who may have heard of it all the same comes back: they read it, got mail, or were here.
 */
export async function takeBackNotices(
  trx: Db,
  notices: readonly NewNotice[],
  since: Date,
): Promise<ReadonlySet<string>> {
  if (notices.length === 0) return new Set();
  const heard = await deleteUnread(trx, notices, since);
  const mailed = notices.filter((notice) => MAILED_KINDS.includes(notice.kind));
  return new Set([...heard, ...(await deleteUnsent(trx, mailed, since))]);
}

/** Where it leads; NotFound for anybody else's. */
export async function openNotice(deps: Deps, person: Pick<Person, 'id'>, id: string): Promise<string> {
  const notice = await readNotice(deps.db, deps.clock.expression(deps.db), person.id, id);
  if (!notice) throw new NotFound();
  return notice.href;
}

export async function readAll(deps: Deps, person: Pick<Person, 'id'>): Promise<void> {
  await readAllNotices(deps.db, deps.clock.expression(deps.db), person.id);
}
