// What a publication holds, put together in one transaction: places, profiles, words, prizes, protocol.
import { countInside } from '../../db/counting';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict } from '../../errors';
import type { Person } from '../../web/request';
import { standingsOf } from '../chair/chair.standing';
import { awardedPrizes } from '../deliberation/deliberation.prizes.queries';
import { missingOfFinal } from '../finals/finals.rights';
import { factsOf, hackathonBySlug, lockHackathon, rolesOf } from '../hackathons/hackathons.queries';
import { requireOrganiser, requireRight } from '../hackathons/hackathons.rights';
import { requirePublisher } from '../jury/jury.rights';
import { countedAhead } from '../ranking/ranking.ahead';
import { rankForAct } from '../ranking/ranking.aside';
import type { Ranking } from '../ranking/ranking.round';
import { settingsOf } from '../rounds/rounds.policy';
import { criteriaOf, findRound, lockRound, roundOf } from '../rounds/rounds.queries';
import type { CriterionRow, RoundRow } from '../rounds/rounds.tables';
import { feedbackState, type RoundInput, type RoundPart, roundParts } from '../sheets/sheets.results.queries';
import { type HandedIn, handedInSubmissions } from '../submissions/submissions.queries';
import { jurorCount, profilesOf, sheetCount, spreadOf } from './results.policy';
import {
  type Lettered,
  type ProtocolFacts,
  type ProtocolPart,
  rankLettered,
  shuffled,
  writeProtocol,
} from './results.protocol';
import { sheetsMissing, sheetTexts } from './results.queries';
import type { Frozen, FrozenFeedback, NewRanking } from './results.tables';

export async function requireWords(trx: Db, hackathonId: string): Promise<void> {
  const states = await feedbackState(trx, hackathonId);
  if (states.length === 0) throw new Conflict('results.refused.nothing', { teams: [] });
  const without = states.filter((one) => !one.enough).map((one) => one.team);
  if (without.length === 0) return;
  const teams = without.map((team) => `“${team.name}”`).join(', ');
  throw new Conflict('results.refused.feedback', { teams: without }, { teams, count: without.length });
}

type CountLettered = (input: RoundInput) => Promise<Lettered>;

/** An act that freezes, in its transaction and with what is held for it; its rankings are made before anything is. */
export async function freezingAhead<Result>(
  deps: Deps,
  person: Person,
  slug: string,
  act: (trx: Db, held: Awaited<ReturnType<typeof holdToPublish>>, count: CountLettered) => Promise<Result>,
): Promise<Result> {
  const inputs = async () => {
    const hackathon = await hackathonBySlug(deps.db, slug);
    const facts = hackathon && (await factsOf(deps.db, deps.clock, hackathon, person.id));
    requireOrganiser(hackathon, facts?.roles ?? []);
    await requirePublisher(deps.db, hackathon.id, person.id, facts!);
    requireRight(facts!, 'publishResults');
    const parts = await roundParts(deps.db, await roundOf(deps.db, hackathon.id));
    return parts.map((part) => part.input);
  };
  const count = (input: RoundInput) => rankLettered(input, rankForAct);
  return countedAhead(inputs, count, (counted) =>
    deps.db.transaction(async (trx) => act(trx, await holdToPublish(deps, trx, person, slug), counted)),
  );
}

/** For whoever publishes, or prepares and tells it step by step. */
export async function holdToPublish(deps: Deps, trx: Db, person: Person, slug: string) {
  const known = await hackathonBySlug(trx, slug);
  requireOrganiser(known, known ? await rolesOf(trx, known.id, person.id) : []);
  const hackathon = await lockHackathon(trx, known.id);
  const round = await lockRound(trx, (await roundOf(trx, hackathon.id)).id);
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  await requirePublisher(trx, hackathon.id, person.id, facts);
  requireRight(facts, 'publishResults');
  return { hackathon, round, facts };
}

export async function freeze(
  trx: Db,
  round: RoundRow,
  given: Omit<ProtocolFacts, 'settings'> & { settledAt: Date | null },
  count: CountLettered,
): Promise<Frozen> {
  const criteria = await criteriaOf(trx, round.id);
  if (criteria.length === 0) throw new Conflict('results.refused.criteria', {});
  await countInside(trx);
  const parts = await roundParts(trx, round);
  const { settledAt, ...facts } = given;
  const lettered: ProtocolPart[] = [];
  for (const { input, challenge } of parts)
    lettered.push({ scope: challenge?.slug ?? 'hackathon', ...(await count(input)) });
  const { text, sha256 } = writeProtocol(lettered, { ...facts, settings: settingsOf(round, settledAt) });
  const conflicts = parts.flatMap((part) => part.input.conflicts);
  const words = await wordsOf(trx, round, conflicts);
  const handedIn = await handedInSubmissions(trx, round.hackathon_id);
  return {
    protocol: text,
    protocol_sha256: sha256,
    submissions: handedIn.length,
    jurors: jurorCount(parts.flatMap((part) => part.input.scores)),
    jurors_fewest: fewestJurors(parts),
    sheets: sheetCount(parts.flatMap((part) => part.input.scores)),
    shows: round.shows,
    prizes: await awardedPrizes(trx, round.hackathon_id),
    rankings: parts.map((part, index) =>
      frozenRanking({
        round,
        criteria,
        part,
        ranking: lettered[index]!.ranking,
        severities: lettered[index]!.severities,
        handedIn,
        words,
      }),
    ),
  };
}

const fewestJurors = (parts: readonly RoundPart[]) =>
  parts.length === 0 ? 0 : Math.min(...parts.map((part) => jurorCount(part.input.scores)));

function frozenRanking(given: {
  round: RoundRow;
  criteria: readonly CriterionRow[];
  part: RoundPart;
  ranking: Ranking;
  severities: ReadonlyMap<string, number>;
  handedIn: readonly HandedIn[];
  words: (submission: string) => FrozenFeedback;
}): NewRanking {
  const { part, ranking } = given;
  const { input, challenge } = part;
  const profiles = profilesOf(input, given.severities);
  const own = new Set(input.submissions);
  const places = new Map(ranking.entries.map((entry) => [entry.submission, entry]));
  return {
    round_id: given.round.id,
    challenge_id: challenge?.id ?? null,
    method: ranking.method,
    scale: input.scale,
    criteria: given.criteria.map(({ id, title, weight }) => ({
      id,
      title,
      weight,
      ...spreadOf(profiles.values(), id),
    })),
    entries: given.handedIn
      .filter((one) => own.has(one.id))
      .map((one) => {
        const entry = places.get(one.id);
        return {
          submission_id: one.id,
          version_id: one.version_id,
          team_name: one.team,
          place: entry?.place ?? null,
          low: entry?.low ?? null,
          high: entry?.high ?? null,
          score: entry?.score ?? null,
          plus_minus: entry?.plusMinus ?? null,
          band: entry?.band ?? null,
          sheets: entry?.sheets ?? 0,
          profile: profiles.get(one.id) ?? [],
          feedback: given.words(one.id),
        };
      }),
  };
}

/** The words for a team: of jurors who may score it, in an order that says nothing, then the chair's. */
async function wordsOf(trx: Db, round: RoundRow, conflicts: { submission: string; juror: string }[]) {
  const barred = new Set(conflicts.map((pair) => `${pair.submission} ${pair.juror}`));
  const sheets = shuffled(await sheetTexts(trx, round.id)).filter(
    (sheet) => !barred.has(`${sheet.submission} ${sheet.juror}`) && sheet.feedback.trim() !== '',
  );
  const chairs = new Map(
    (await feedbackState(trx, round.hackathon_id)).map((one) => [one.submission, one.chair]),
  );
  const of = new Map<string, typeof sheets>();
  for (const sheet of sheets) of.set(sheet.submission, [...(of.get(sheet.submission) ?? []), sheet]);
  return (submission: string) => {
    const own = of.get(submission) ?? [];
    return {
      jury: own.map((sheet) => sheet.feedback),
      translate: own.flatMap((sheet, index) => (sheet.to_translate ? [index] : [])),
      chair: chairs.get(submission) ?? '',
    };
  };
}

/** What would be published now; nothing is written. Undefined while the jury has no round. */
export async function previewRound(deps: Deps, hackathonId: string) {
  const round = await findRound(deps.db, hackathonId);
  if (!round) return undefined;
  const criteria = await criteriaOf(deps.db, round.id);
  const parts = await standingsOf(deps.db, round);
  const scores = parts.flatMap((part) => part.input.scores);
  return {
    parts: parts.map((part) => ({ challenge: part.challenge, entries: part[round.method].entries })),
    unranked: parts.flatMap((part) => part[round.method].unranked),
    criteria: criteria.length,
    jurors: jurorCount(scores),
    jurors_fewest: fewestJurors(parts),
    sheets: sheetCount(scores),
    missing: await sheetsMissing(deps.db, round.id),
    final: round.stages === 2 ? { missing: await missingOfFinal(deps.db, round) } : null,
  };
}
