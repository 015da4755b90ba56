// Fills an empty database with the demo hackathons, through the same actions that people use.
import { recordActivity } from '../db/activity';
import type { Db } from '../db/db';
import type { Deps } from '../deps';
import { anybody } from '../features/accounts/accounts.queries';
import { closeChallenge } from '../features/challenges/challenges.actions';
import { movePhase } from '../features/hackathons/hackathons.actions';
import {
  answerRecommendation,
  sendRecommendation,
} from '../features/recommendations/recommendations.actions';
import { askToJoin } from '../features/requests/requests.actions';
import { publishResults } from '../features/results/results.actions';
import { settleRound } from '../features/rounds/rounds.settings.actions';
import { beginHackathon, inviteHelpers, joinAll, openForAll, signUpPeople, spoken } from './founding';
import { offerHours } from './hours';
import { awardPrizes, judge, summarise, writeCriteria } from './judging';
import { createPlayers, type Player } from './player';
import { talk } from './talking';
import { formTeams } from './teaming';
import { firstVoicesCriteria, ourCityCriteria, secondRoundCriteria } from './texts/criteria';
import { firstVoices, firstVoicesTeams } from './texts/first-voices';
import {
  firstVoicesClosings,
  firstVoicesPrizes,
  firstVoicesRecommendations,
  firstVoicesSummaries,
} from './texts/first-voices-outcome';
import { firstVoicesSheets } from './texts/first-voices-sheets';
import { firstVoicesSubmissions } from './texts/first-voices-submissions';
import { ourCity } from './texts/our-city';
import { ourCityDrafts, ourCityFeedback } from './texts/our-city-drafts';
import { ourCityEvidence } from './texts/our-city-evidence';
import { ourCityRooms } from './texts/our-city-rooms';
import { ourCityHelpRequests, ourCityJoinRequests, ourCityTeams } from './texts/our-city-teams';
import { secondRound, secondRoundTeams } from './texts/second-round';
import { secondRoundSheets } from './texts/second-round-sheets';
import { secondRoundSubmissions } from './texts/second-round-submissions';
import { collectEvidence, handInAll, writeDrafts } from './writing';

/** Does nothing where anybody has an account. One transaction: a fill that is cut off leaves nothing. */
export async function fillDemo(real: Deps): Promise<void> {
  if (await anybody(real.db)) return;
  await real.db.transaction(async (trx) => {
    // The whole fill is kept or not: savepoints for each act would be a third more statements.
    Object.defineProperty(trx, 'transaction', { value: async (act: (db: Db) => unknown) => act(trx) });
    const players = await createPlayers({ ...real, db: trx }, plays.length);
    await signUpPeople(players[0]!);
    const oneByOne = pipelined(trx);
    // Side by side on one connection: while it works for one, the statements of others are on their way.
    const played = await Promise.allSettled(plays.map((play, index) => play(players[index]!)));
    oneByOne();
    const fault = played.find((one) => one.status === 'rejected');
    if (fault) throw fault.reason;
    await recordActivity(trx, {
      at: players[0]!.now,
      personId: null,
      act: 'fillDemo',
      subject: { kind: 'installation', id: 'demo' },
    });
  });
}

interface Connection {
  /** node-postgres sends a statement without waiting for the answers before it. */
  pipeline: boolean;
}

interface Asking {
  _query(connection: Connection, statement: { sql: string; options?: object }): Promise<unknown>;
}

/** Statements go out as they come, each text parsed and planned once, until what comes back is called. */
function pipelined(trx: Db): () => void {
  const client = trx.client as Asking;
  const ask = client._query.bind(client);
  const names = new Map<string, string>();
  let used: Connection | undefined;
  client._query = (connection, statement) => {
    used = connection;
    connection.pipeline = true;
    const name = names.get(statement.sql) ?? `demo-${names.size}`;
    names.set(statement.sql, name);
    return ask(connection, { ...statement, options: { ...statement.options, name } });
  };
  return () => {
    client._query = ask;
    if (used) used.pipeline = false;
  };
}

/** Finished: published, answered, closed. Two weeks that began forty days ago. */
async function playFirstVoices(player: Player): Promise<void> {
  const { slug } = firstVoices;
  const startsIn = -40;
  await beginHackathon(player, { data: firstVoices, template: 'two-weeks', startsIn });
  const criteria = await writeCriteria(player, slug, firstVoicesCriteria);
  await inviteHelpers(player, slug);
  await openForAll(player, slug);
  player.at({ days: startsIn + 3 });
  await joinAll(player, slug, 1, 24);
  player.at({ days: startsIn + 4 });
  const teams = { ids: await formTeams(player, slug, firstVoicesTeams), data: firstVoicesTeams };
  const submissions = await handInAll(player, slug, teams, firstVoicesSubmissions, {
    written: startsIn + 9,
    sent: startsIn + 12,
  });
  const judgingHours = (startsIn + 15) * 24;
  await judge(player, {
    slug,
    criteria,
    submissions,
    sheets: firstVoicesSheets,
    assigned: judgingHours,
    begun: judgingHours + 12,
  });
  player.at({ days: startsIn + 20 });
  await summarise(player, firstVoicesSummaries, submissions);
  await awardPrizes(player, slug, firstVoicesPrizes, submissions);
  const organiser = await player.person('organiser');
  player.at({ days: startsIn + 23 });
  await publishResults(player.deps, organiser, slug, { objection_days: 7 });
  for (const one of firstVoicesRecommendations) {
    player.at({ days: startsIn + 24 });
    const { id } = await sendRecommendation(player.deps, organiser, submissions.get(one.team)!, {
      authority: one.authority,
      letter: one.letter.en,
    });
    player.at({ days: startsIn + 34 });
    const { decision, reason } = one;
    await answerRecommendation(player.deps, await player.person(one.authority), id, { decision, reason });
  }
  for (const closing of firstVoicesClosings) {
    player.at({ days: startsIn + 36 });
    await closeChallenge(player.deps, organiser, slug, closing.challenge, spoken(closing.happensNow));
  }
}

/** With the jury: two weeks that began sixteen days ago. */
async function playSecondRound(player: Player): Promise<void> {
  const { slug } = secondRound;
  const startsIn = -16;
  await beginHackathon(player, { data: secondRound, template: 'two-weeks', startsIn });
  const criteria = await writeCriteria(player, slug, secondRoundCriteria);
  const settled = { stages: '2', sheets_each: 3, final_one_in: 3, final_sheets: 2 } as const;
  await settleRound(player.deps, await player.person('organiser'), slug, settled);
  await inviteHelpers(player, slug);
  await openForAll(player, slug);
  player.at({ days: startsIn + 3 });
  await joinAll(player, slug, 4, 19);
  player.at({ days: startsIn + 4 });
  const teams = { ids: await formTeams(player, slug, secondRoundTeams), data: secondRoundTeams };
  const submissions = await handInAll(player, slug, teams, secondRoundSubmissions, {
    written: startsIn + 8,
    sent: startsIn + 11,
  });
  await judge(player, { slug, criteria, submissions, sheets: secondRoundSheets, assigned: -30, begun: -20 });
}

/** Running: joining, rooms, help, evidence and drafts are open; organisers gave more time twice. */
async function playOurCity(player: Player): Promise<void> {
  const { slug } = ourCity;
  const startsIn = -17;
  await beginHackathon(player, { data: ourCity, template: 'six-weeks', startsIn });
  await writeCriteria(player, slug, ourCityCriteria);
  await inviteHelpers(player, slug);
  await openForAll(player, slug);
  const organiser = await player.person('organiser');
  player.at({ days: -12 });
  await joinAll(player, slug, 1, 24);
  player.at({ days: -9 });
  const teams = { ids: await formTeams(player, slug, ourCityTeams), data: ourCityTeams };
  await movePhase(player.deps, organiser, slug, 'inquiry', {
    opens_at: undefined,
    closes_at: player.wall(3, 18),
    reason: 'Teams find good evidence while they write. We keep the collection open.',
  });
  await collectEvidence(player, slug, ourCityEvidence);
  player.at({ days: -2 });
  await movePhase(player.deps, organiser, slug, 'teams', {
    opens_at: undefined,
    closes_at: player.wall(6, 20),
    reason: 'Five people still look for a team. Many asked for more evenings.',
  });
  await talk(player, ourCityRooms, ourCityHelpRequests, teams.ids);
  await writeDrafts(player, slug, teams, ourCityDrafts, ourCityFeedback);
  await offerHours(player, slug, teams.ids.get('forty-doors')!);
  for (const request of ourCityJoinRequests) {
    player.at({ hours: -20 });
    const { motivation } = request;
    await askToJoin(player.deps, await player.person(request.by), teams.ids.get(request.team)!, {
      motivation,
    });
  }
}

const plays = [playFirstVoices, playSecondRound, playOurCity];
