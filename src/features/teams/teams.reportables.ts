// What a team says about itself, and how a member calls themselves, can be reported. A withdrawn name gives way
// to one that says nothing, wherever the old one was written down.
import { randomText } from '../../ids';
import { WITHHELD } from '../../web/withheld';
import { suggestName } from '../accounts/accounts.names';
import { rolesOf } from '../hackathons/hackathons.queries';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { findTeam } from './teams.held.actions';
import { seesNames } from './teams.policy';
import { lockTeam, membersOf, nameKey, teamByName } from './teams.queries';
import { renameEverywhere, renamePersonEverywhere, restorePitch } from './teams.reports.queries';

export const teamReportable: Reportable = {
  kind: 'team',
  async find({ db }, reader, id) {
    const { team } = await findTeam(db, id, reader);
    const captain = (await membersOf(db, id)).find((member) => member.captain);
    return {
      hackathonId: team.hackathon_id,
      authors: captain ? [captain.id] : [],
      excerpt: excerptOf(team.name, team.pitch),
      href: `/teams/${id}`,
    };
  },
  async withdraw(_deps, trx, id) {
    const team = await lockTeam(trx, id);
    if (!team) return null;
    const { name, pitch } = team;
    const given = `Team ${randomText(5).toUpperCase()}`;
    await renameEverywhere(trx, team, { name: given, key: nameKey(given) });
    if (pitch) await restorePitch(trx, id, WITHHELD);
    return { name, pitch, given };
  },
  /** What the team wrote meanwhile stays, and a name that another team took is theirs. */
  async restore(_deps, trx, id, kept) {
    const { name, pitch, given } = kept as { name: string; pitch: string; given: string };
    const team = await lockTeam(trx, id);
    if (!team) return;
    if (team.pitch === WITHHELD) await restorePitch(trx, id, pitch);
    const taken = await teamByName(trx, team.hackathon_id, name);
    if (team.name === given && !taken) await renameEverywhere(trx, team, { name, key: nameKey(name) });
  },
};

/** Named by the team and the person, joined by a point. */
export const personReportable: Reportable = {
  kind: 'person',
  async find({ db }, reader, id) {
    const [teamId = '', personId = ''] = id.split('.');
    const { team } = await findTeam(db, teamId, reader);
    if (!reader || !seesNames(await rolesOf(db, team.hackathon_id, reader.id))) return null;
    const member = (await membersOf(db, teamId)).find((one) => one.id === personId);
    if (!member || personId === reader.id) return null;
    return {
      hackathonId: team.hackathon_id,
      authors: [personId],
      excerpt: excerptOf(member.display_name),
      href: `/teams/${teamId}`,
    };
  },
  async withdraw(_deps, trx, id) {
    const [teamId = '', personId = ''] = id.split('.');
    const member = (await membersOf(trx, teamId)).find((one) => one.id === personId);
    if (!member) return null;
    const name = member.display_name;
    const given = suggestName('en');
    await renamePersonEverywhere(trx, personId, name, given);
    return { personId, name, given };
  },
  async restore(_deps, trx, _id, kept) {
    const { personId, name, given } = kept as { personId: string; name: string; given: string };
    await renamePersonEverywhere(trx, personId, given, name);
  },
};
