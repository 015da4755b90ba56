// Telling the results band by band: prepared (frozen and ranked, not public), shown screen by screen, published with
// the last one. Every act is one transaction and says which state it saw, so two hands never move twice.
import { recordActivity } from '../../db/activity';
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict } from '../../errors';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import { requireFinalRead } from '../finals/finals.rights';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { frozenSince } from '../rounds/rounds.policy';
import { publishFrozen } from './results.actions';
import { afterGroup, moveOf, stepsOf } from './results.announcement.policy';
import {
  announcementOf,
  announcementWithRankings,
  deleteAnnouncement,
  frozenAnnouncement,
  insertAnnouncement,
  lockAnnouncement,
  reveal,
  unlockRound,
} from './results.announcement.queries';
import { freeze, freezingAhead, holdToPublish, requireWords } from './results.freezing.actions';
import type { AnnouncementInput, MoveInput } from './results.input';
import { publishedAt } from './results.protocol';
import { lockRoundAt, publicationsOf } from './results.queries';

/** Only the first publication is told so; a correction says its reason at once. */
export async function prepareAnnouncement(
  deps: Deps,
  person: Person,
  slug: string,
  input: AnnouncementInput,
): Promise<HackathonRow> {
  return freezingAhead(deps, person, slug, async (trx, { hackathon, round, facts }, count) => {
    const [newest] = await publicationsOf(trx, hackathon.id);
    if (newest) throw new Conflict('results.refused.published', { publication: newest.number });
    if (await announcementOf(trx, hackathon.id)) throw new Conflict('results.refused.announcing', {});
    await requireFinalRead(trx, round, { facts, reason: undefined });
    await requireWords(trx, hackathon.id);
    const at = facts.now;
    const protocol = { hackathon: hackathon.slug, publication: 1, publishedAt: at, reason: '' };
    const frozen = await freeze(trx, round, { ...protocol, settledAt: frozenSince(round, facts) }, count);
    const steps = stepsOf(frozen.rankings).length;
    if (steps === 0) throw new Conflict('results.refused.noPlaces', {});
    const made = { hackathonId: hackathon.id, frozen, steps, by: person.id, at };
    await insertAnnouncement(trx, { ...made, objectionDays: input.objection_days });
    await lockRoundAt(trx, round.id, at);
    await log(trx, hackathon, person, 'prepareAnnouncement', at);
    return hackathon;
  });
}

export async function moveAnnouncement(
  deps: Deps,
  person: Person,
  slug: string,
  { act, version }: MoveInput,
): Promise<{ hackathon: HackathonRow; published: boolean }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, round, facts } = await holdToPublish(deps, trx, person, slug);
    const announcement = await requireAnnouncement(trx, hackathon.id);
    if (announcement.version !== version)
      throw new Conflict('results.refused.moved', { version: announcement.version });
    const move = moveOf(announcement, act, await groupAhead(trx, hackathon.id, act));
    const at = facts.now;
    if (move.kind === 'reveal') {
      await reveal(trx, hackathon.id, move.revealed);
      await log(trx, hackathon, person, 'moveAnnouncement', at, { revealed: move.revealed });
    }
    if (move.kind === 'publish') {
      const frozen = await frozenAnnouncement(trx, hackathon.id);
      const { text, sha256 } = publishedAt(frozen.protocol, at);
      const { objection_days: objectionDays } = announcement;
      const made = { hackathon, person, roundId: round.id, number: 1, reason: '', at, objectionDays };
      await publishFrozen(deps, trx, { ...frozen, protocol: text, protocol_sha256: sha256 }, made);
      await deleteAnnouncement(trx, hackathon.id);
    }
    tellTheStage(deps, trx, hackathon);
    return { hackathon, published: move.kind === 'publish' };
  });
}

/** Only this act needs to know where groups end. */
async function groupAhead(trx: Db, hackathonId: string, act: MoveInput['act']): Promise<number | undefined> {
  if (act !== 'group') return undefined;
  const { rankings, revealed } = (await announcementWithRankings(trx, hackathonId))!;
  return afterGroup(stepsOf(rankings), revealed);
}

/** Back to deliberation; as soon as anybody saw a group it can only be published. */
export async function withdrawAnnouncement(deps: Deps, person: Person, slug: string): Promise<HackathonRow> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, round, facts } = await holdToPublish(deps, trx, person, slug);
    const announcement = await requireAnnouncement(trx, hackathon.id);
    if (announcement.furthest > 0) throw new Conflict('results.refused.seen', {});
    await deleteAnnouncement(trx, hackathon.id);
    await unlockRound(trx, round.id);
    await log(trx, hackathon, person, 'withdrawAnnouncement', facts.now);
    tellTheStage(deps, trx, hackathon);
    return hackathon;
  });
}

async function requireAnnouncement(trx: Db, hackathonId: string) {
  const announcement = await lockAnnouncement(trx, hackathonId);
  if (announcement) return announcement;
  const [newest] = await publicationsOf(trx, hackathonId);
  throw newest
    ? new Conflict('results.refused.published', { publication: newest.number })
    : new Conflict('results.refused.notAnnouncing', {});
}

/** That something changed, never what: every screen asks for what it may show. */
function tellTheStage(deps: Deps, trx: Db, { id }: HackathonRow): void {
  afterCommit(trx, () => deps.live.tell(channels.stage(id), 'stage:changed', { hackathonId: id }));
}

/** Whoever may see the hackathon may stand before its screen. */
export async function enterStage(deps: Deps, person: Person, hackathonId: string): Promise<void> {
  const hackathon = await hackathonById(deps.db, hackathonId);
  requireVisible(hackathon, hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : []);
}

async function log(
  trx: Db,
  hackathon: HackathonRow,
  person: Person,
  act: string,
  at: Date,
  details: Record<string, number> = {},
): Promise<void> {
  await recordActivity(trx, {
    at,
    personId: person.id,
    act,
    subject: { kind: 'hackathon', id: hackathon.id },
    hackathonId: hackathon.id,
    details,
  });
}
