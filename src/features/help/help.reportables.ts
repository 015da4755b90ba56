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

export const helpReportable: Reportable = {
  kind: 'help-request',
  async find({ db }, reader, id) {
    const help = reader && (await helpById(db, id));
    if (!help || help.topic === WITHHELD) return null;
    const roles = await rolesOf(db, help.hackathon_id, reader.id);
    const member = await memberOf(db, help.team_id, reader.id);
    if (!member && !roles.some((role) => READERS.includes(role))) return null;
    const { slug } = (await hackathonById(db, help.hackathon_id))!;
    return {
      hackathonId: help.hackathon_id,
      authors: [help.asked_by],
      excerpt: excerptOf(help.topic, help.details),
      href: member ? `/teams/${help.team_id}/room` : `/hackathons/${slug}/help-requests`,
    };
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
