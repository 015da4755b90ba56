// Help requests can be reported by who reads them.
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { WITHHELD } from '../../web/withheld';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { memberOf, roomIdOfTeam } from '../teams/teams.queries';
import { announceHelp } from './help.live';
import { changeHelpWords, helpById } from './help.queries';

const READERS = ['expert', 'organiser', 'moderator'];

async function changeHelp(deps: Deps, trx: Db, id: string, words: { topic: string; details: string }) {
  await changeHelpWords(trx, id, words);
  const help = (await helpById(trx, id))!;
  const roomId = await roomIdOfTeam(trx, help.team_id);
  afterCommit(trx, () => announceHelp(deps, help, roomId ?? ''));
}

async function placeOf(
  db: Db,
  help: { team_id: string; hackathon_id: string },
  readerId: string,
): Promise<string | null> {
  if (await memberOf(db, help.team_id, readerId)) return `/teams/${help.team_id}/room`;
  const roles = await rolesOf(db, help.hackathon_id, readerId);
  if (!roles.some((role) => READERS.includes(role))) return null;
  return `/hackathons/${(await hackathonById(db, help.hackathon_id))!.slug}/help-requests`;
}

export const helpReportable: Reportable = {
  kind: 'help-request',
  async find({ db }, reader, id) {
    const help = reader && (await helpById(db, id));
    if (!help || help.topic === WITHHELD) return null;
    const href = await placeOf(db, help, reader.id);
    if (!href) return null;
    return {
      hackathonId: help.hackathon_id,
      authors: [help.asked_by],
      excerpt: excerptOf(help.topic, help.details),
      href,
    };
  },
  async place({ db }, reader, id) {
    const help = await helpById(db, id);
    return help ? placeOf(db, help, reader.id) : null;
  },
  async withdraw(deps, trx, id) {
    const help = await helpById(trx, id);
    if (!help || help.topic === WITHHELD) return null;
    const { topic, details } = help;
    await changeHelp(deps, trx, id, { topic: WITHHELD, details: details && WITHHELD });
    return { topic, details };
  },
  async restore(deps, trx, id, kept) {
    await changeHelp(deps, trx, id, kept as { topic: string; details: string });
  },
};
