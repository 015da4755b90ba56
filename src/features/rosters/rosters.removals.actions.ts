// Taking a seat away: with a reason, told to the person and to organisers, who hear an objection.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import type { Role } from '../hackathons/hackathons.policy';
import { peopleWithRole, roleHoldersOf } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import type { NoticeKind, ToldTeam } from '../notices/notices.tables';
import { requireCaptain, withTeam } from '../teams/teams.held.actions';
import { vacate } from '../teams/teams.seats.actions';
import { hearersOf, readsRemoval } from './rosters.policy';
import {
  changeRemoval,
  hasHandedIn,
  insertSeatChange,
  lockRemoval,
  removalById,
  seatIdOf,
} from './rosters.queries';
import type { Removal } from './rosters.tables';

async function tellOrganisers(
  deps: Deps,
  trx: Db,
  team: ToldTeam,
  told: { kind: NoticeKind; aboutId: string; href: string; but: string },
): Promise<void> {
  const organisers = await peopleWithRole(trx, team.hackathon_id, 'organiser');
  await notify(
    deps,
    trx,
    organisers.filter((one) => one.id !== told.but).map((one) => teamNotice(team, one.id, told)),
  );
}

/**
 * A captain may until the team lock, and until the team hands in; an organiser always. What the person wrote
 * stays with the team.
 */
export async function removeMember(
  deps: Deps,
  person: Person,
  teamId: string,
  input: { member: string; reason: string },
): Promise<{ id: string }> {
  const id = newId();
  const tell = await withTeam(
    deps,
    person,
    teamId,
    async (held) => {
      const { trx, hackathon, team, members, facts } = held;
      const organises = facts.roles.includes('organiser');
      if (!organises) {
        requireCaptain(held, person);
        requireRight(facts, 'formTeams');
      }
      await requireVoice(trx, hackathon.id, person, facts.now);
      if (!organises && (await hasHandedIn(trx, team.id))) throw new Forbidden('rosters.refused.handedIn');
      if (input.member === person.id) throw new InvalidInput({ member: { key: 'rosters.fields.yourself' } });
      if (!members.some((member) => member.id === input.member))
        throw new InvalidInput({ member: { key: 'teams.fields.member' } });
      const seat = (await seatIdOf(trx, hackathon.id, input.member))!;
      const left = { by: person.id, act: 'removeMember', told: 'removed' } as const;
      const tell = await vacate(deps, held, { id: input.member }, left);
      await insertSeatChange(trx, {
        id,
        kind: 'removed',
        hackathon_id: hackathon.id,
        membership_id: seat.id,
        to_membership_id: null,
        person_id: input.member,
        by_id: person.id,
        reason: input.reason,
        at: facts.now,
      });
      const href = `/removals/${id}`;
      await notify(deps, trx, [teamNotice(team, input.member, { kind: 'seatTaken', href })]);
      const told = { kind: 'removal', aboutId: input.member, href, but: person.id } as const;
      await tellOrganisers(deps, trx, team, told);
      return tell;
    },
    input.member,
  );
  tell(deps);
  return { id };
}

/** Not found for everybody whom it does not concern. */
export async function removalFor(
  db: Db,
  person: Pick<Person, 'id'>,
  id: string,
): Promise<{ removal: Removal; organises: boolean; hears: boolean; alone: boolean }> {
  const removal = await removalById(db, id);
  if (!removal) throw new NotFound();
  const reader = await readerOf(db, person, removal);
  if (!reader) throw new NotFound();
  return { removal, ...reader };
}

/** What a removal is to somebody; null: nothing. */
export async function readerOf(db: Db, { id }: Pick<Person, 'id'>, removal: Removal) {
  const { organisers, hearers, alone } = await hearing(db, removal);
  const [organises, hears] = [organisers.includes(id), hearers.includes(id)];
  return readsRemoval(removal, { id, organises, hears }) ? { organises, hears, alone } : null;
}

async function hearing(db: Db, removal: Removal) {
  const holders = await roleHoldersOf(db, removal.hackathon_id);
  const withRole = (role: Role) => holders.filter((one) => one.role === role).map((one) => one.id);
  const people = { organisers: withRole('organiser'), moderators: withRole('moderator') };
  return { ...people, ...hearersOf(removal, people) };
}

const teamOf = ({ team_id, team, hackathon_id }: Removal): ToldTeam => ({
  id: team_id,
  name: team,
  hackathon_id,
});

const record = (trx: Db, person: Person, at: Date, act: string, removal: Removal) =>
  recordActivity(trx, {
    at,
    personId: person.id,
    act,
    subject: { kind: 'removal', id: removal.id },
    hackathonId: removal.hackathon_id,
  });

/** Once, by whoever lost the seat, in every phase; a remedy is nobody's to mute. */
export async function objectToRemoval(
  deps: Deps,
  person: Person,
  id: string,
  input: { objection: string },
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    await lockRemoval(trx, id);
    const { removal } = await removalFor(trx, person, id);
    if (removal.person_id !== person.id) throw new Forbidden();
    if (removal.objection !== null) throw new Conflict('rosters.refused.objected', {});
    const at = await deps.clock.now(trx);
    await changeRemoval(trx, id, { objection: input.objection, objected_at: at });
    await record(trx, person, at, 'objectToRemoval', removal);
    const told = {
      kind: 'removalObjection',
      aboutId: person.id,
      href: `/removals/${id}`,
    } as const;
    // Whoever decided hears it as well, and somebody else answers.
    const { organisers, hearers } = await hearing(trx, removal);
    const people = [...new Set([...organisers, ...hearers])].filter((one) => one !== person.id);
    const team = teamOf(removal);
    await notify(
      deps,
      trx,
      people.map((one) => teamNotice(team, one, told)),
    );
  });
}

/** By an organiser, but not whoever decided while anybody else can hear it; see hearersOf. */
export async function answerRemoval(
  deps: Deps,
  hearer: Person,
  id: string,
  input: { answer: string },
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    await lockRemoval(trx, id);
    const { removal, organises, hears } = await removalFor(trx, hearer, id);
    if (removal.person_id === hearer.id || !(organises || hears)) throw new Forbidden();
    if (removal.objection === null) throw new Conflict('rosters.refused.noObjection', {});
    if (!hears) throw new Forbidden('rosters.refused.another');
    if (removal.answer !== null) throw new Conflict('rosters.refused.answered', { answer: removal.answer });
    const at = await deps.clock.now(trx);
    await changeRemoval(trx, id, { answer: input.answer, answered_by: hearer.id, answered_at: at });
    await record(trx, hearer, at, 'answerRemoval', removal);
    await notify(deps, trx, [
      teamNotice(teamOf(removal), removal.person_id, { kind: 'removalAnswered', href: `/removals/${id}` }),
    ]);
  });
}
