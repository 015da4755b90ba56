// Taking the plan back that was applied last. Whoever left or speaks for a team by now stays as they are, and so
// do new teams that began to work.
import { recordActivities } from '../../db/activity';
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict } from '../../errors';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify, takeBackNotices, teamNotice } from '../notices/notices.actions';
import type { ToldTeam } from '../notices/notices.tables';
import { membersOfTeams } from '../teams/teams.queries';
import { withPlans } from './placement.draft.actions';
import { deletePlan, lockPlan } from './placement.plan.queries';
import { lockParticipants, lockTeams } from './placement.queries';
import {
  deleteMemberships,
  deleteTeams,
  type GivenSeat,
  holdRooms,
  type Reopened,
  reopenWaiting,
  roomsOf,
  seatsGiven,
  teamsInUse,
} from './placement.undo.queries';

/** Answers how many seats were taken back and how many stay. */
export async function undoPlan(
  deps: Deps,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
): Promise<{ takenBack: number; kept: number }> {
  return withPlans(deps, organiser, hackathon, async (trx, { now: at }) => {
    const plan = await lockPlan(trx, hackathon.id, 'applied');
    if (!plan) throw new Conflict('placement.refused.nothing', {});
    const before = await seatsGiven(trx, plan.id);
    await lockParticipants(
      trx,
      hackathon.id,
      before.map((seat) => seat.person_id),
    );
    const teamIds = [...new Set(before.map((seat) => seat.team_id))];
    const teams = new Map((await lockTeams(trx, teamIds)).map((team) => [team.id, team]));
    const seats = await seatsGiven(trx, plan.id);
    const foundedIds = [...new Set(seats.filter((seat) => seat.founded).map((seat) => seat.team_id))];
    await holdRooms(trx, foundedIds);
    const inUse = new Set(await teamsInUse(trx, plan.id, foundedIds));
    const stays = ({ founded, captain, team_id }: GivenSeat) => (founded ? inUse.has(team_id) : captain);
    const back = seats.filter((seat) => !stays(seat));
    const people = back.map((seat) => seat.person_id);
    const rooms = await roomsOf(trx, teamIds);
    await deleteMemberships(
      trx,
      back.map((seat) => seat.membership_id),
    );
    await deleteTeams(
      trx,
      foundedIds.filter((id) => !inUse.has(id)),
    );
    const reopened = await reopenWaiting(trx, hackathon.id, people, plan.applied_at!);
    await deletePlan(trx, hackathon.id, 'applied');
    await tellTakenBack(deps, trx, hackathon, { back, teams, reopened, since: plan.applied_at! });
    const counts = { takenBack: back.length, kept: seats.length - back.length };
    const common = { at, personId: organiser.id, hackathonId: hackathon.id };
    const subject = { kind: 'hackathon', id: hackathon.id };
    await recordActivities(trx, [
      { ...common, act: 'undoPlacement', subject, details: counts },
      ...back.map(({ person_id, team_id }) => ({
        ...common,
        act: 'takeSeatBack',
        subject: { kind: 'team', id: team_id },
        details: { person: person_id },
      })),
    ]);
    afterCommit(trx, () => {
      for (const { person_id, team_id } of back) {
        const room = rooms.get(team_id);
        if (room) deps.live.leave(person_id, channels.room(room));
      }
    });
    return counts;
  });
}

/** What the plan told goes while nobody read it; whoever may have heard of it hears what is true now. */
async function tellTakenBack(
  deps: Deps,
  trx: Db,
  hackathon: HackathonRow,
  given: {
    back: readonly GivenSeat[];
    teams: ReadonlyMap<string, ToldTeam>;
    reopened: readonly Reopened[];
    since: Date;
  },
): Promise<void> {
  const { back, teams, reopened, since } = given;
  const waited = new Map(
    reopened.map(({ team_id: id, team: name }) => [id, { id, name, hackathon_id: hackathon.id }]),
  );
  const members = await membersOfTeams(trx, [...teams.keys(), ...waited.keys()]);
  const sitting = (team: ToldTeam) => members.get(team.id) ?? [];
  const heard = await takeBackNotices(
    trx,
    [
      ...back.flatMap(({ person_id, team_id }) => {
        const team = teams.get(team_id)!;
        return [
          teamNotice(team, person_id, { kind: 'placed' }),
          teamNotice(team, person_id, { kind: 'captain' }),
          ...sitting(team).map(({ id }) => teamNotice(team, id, { kind: 'joined', aboutId: person_id })),
        ];
      }),
      ...reopened.flatMap(({ team_id, person_id }) => {
        const team = waited.get(team_id)!;
        return sitting(team).map(({ id }) => teamNotice(team, id, { kind: 'foundSeat', aboutId: person_id }));
      }),
    ],
    since,
  );
  const captainOf = (team: ToldTeam) =>
    sitting(team).find((member) => member.captain && heard.has(member.id));
  const href = `/hackathons/${hackathon.slug}/teams`;
  await notify(deps, trx, [
    ...back
      .filter(({ person_id }) => heard.has(person_id))
      .map(({ person_id, team_id }) =>
        teamNotice(teams.get(team_id)!, person_id, { kind: 'seatTakenBack', href }),
      ),
    ...[...teams.values()].flatMap((team) => {
      const count = back.filter((seat) => seat.team_id === team.id && !seat.founded).length;
      const captain = captainOf(team);
      if (count === 0 || !captain) return [];
      return [teamNotice(team, captain.id, { kind: 'seatsTakenBack', params: { count } })];
    }),
    ...reopened.flatMap(({ kind, team_id, person_id }) => {
      const team = waited.get(team_id)!;
      const captain = captainOf(team);
      if (kind === 'invitation' || !captain) return [];
      return [teamNotice(team, captain.id, { kind: 'asked', aboutId: person_id })];
    }),
  ]);
}
