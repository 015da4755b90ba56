// The jury's table: all sheets together, a note on each proposal, prizes with reasons.
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { directionOf } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { pageStart, param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { challengesOf } from '../challenges/challenges.queries';
import { hackathonById } from '../hackathons/hackathons.queries';
import { allConflicts } from '../jury/jury.conflicts.queries';
import { deliberationBegan } from '../rounds/rounds.policy';
import { criteriaOf, roundOf } from '../rounds/rounds.queries';
import { requireRole, scaleOf, visibleHackathon } from '../rounds/rounds.rights';
import { criteriaView } from '../rounds/rounds.view';
import { handedInSubmissions, submissionById } from '../submissions/submissions.queries';
import { writeDiscussionNote } from './deliberation.actions';
import { doubtsOf } from './deliberation.doubts.queries';
import { awardInput, noteInput, prizeInput, prizeNameInput } from './deliberation.input';
import {
  addPrize,
  awardPrize,
  changePrize,
  confirmAward,
  removePrize,
  takeAwardBack,
} from './deliberation.prizes.actions';
import { awardById, awardsOf, prizeById, prizesOf } from './deliberation.prizes.queries';
import { notesOf, openSheets, ownTeams } from './deliberation.queries';
import { requireChair, requireView } from './deliberation.rights';
import { ordersOf } from './deliberation.standing';
import { inOrder, pageOf, prizesView, proposalsView, TABLE_ROWS } from './deliberation.view';

type Act = (req: Request, res: Response) => Promise<void>;

export function deliberationRoutes(deps: Deps): Site {
  const site = createSite('deliberation');
  const table = tablePage(deps);
  const prizes = prizesPage(deps);
  site.get('/hackathons/:h/deliberation', { who: ['juror', 'organiser'] }, table);
  site.get('/hackathons/:h/prizes', { who: 'organiser' }, prizes);

  /** The page again is that of the hackathon of whatever `:id` names. */
  const again =
    (page: RequestHandler, hackathonOf: (id: string) => Promise<string | undefined>): RequestHandler =>
    async (req, res, next) => {
      const id = await hackathonOf(param(req, 'id'));
      const hackathon = id === undefined ? undefined : await hackathonById(deps.db, id);
      req.params.h = hackathon?.slug ?? '';
      await page(req, res, next);
    };
  // From the beginning of deliberation to publication, whenever the phase ends: see requireSeat.
  const byJury = (path: string, hackathonOf: (id: string) => Promise<string | undefined>, act: Act) =>
    site.post(path, { who: ['juror', 'organiser'] }, orFormAgain(again(table, hackathonOf), act));
  const byPrize = async (id: string) => (await prizeById(deps.db, id))?.hackathon_id;

  byJury(
    '/submissions/:id/discussion-note',
    async (id) => (await submissionById(deps.db, id))?.hackathon_id,
    async (req, res) => {
      const id = param(req, 'id');
      const input = read(noteInput, req);
      const { hackathon, version } = await writeDiscussionNote(deps, requirePerson(req), id, input);
      const at = `/hackathons/${hackathon.slug}/deliberation?proposal=${id}#team-${id}`;
      done(req, res, at, { id, version, said: 'deliberation.said.noted' });
    },
  );
  byJury('/prizes/:id/awards', byPrize, async (req, res) => {
    const id = param(req, 'id');
    const award = await awardPrize(deps, requirePerson(req), id, read(awardInput, req));
    const from = pageStart(req);
    const table = `/hackathons/${award.hackathon.slug}/deliberation${from > 0 ? `?from=${from}` : ''}`;
    const at = `${table}#prize-${id}`;
    done(req, res, at, { id: award.id, made: true, said: 'deliberation.said.awarded' });
  });
  byJury(
    '/prize-awards/:id/removal',
    async (id) => (await awardById(deps.db, id))?.hackathon_id,
    async (req, res) => {
      read(noFields, req);
      const { hackathon } = await takeAwardBack(deps, requirePerson(req), param(req, 'id'));
      const at = `/hackathons/${hackathon.slug}/deliberation#prizes`;
      done(req, res, at, { said: 'deliberation.said.takenBack' });
    },
  );
  site.post(
    '/prize-awards/:id/confirmation',
    { who: 'organiser' },
    orFormAgain(
      again(table, async (id) => (await awardById(deps.db, id))?.hackathon_id),
      async (req, res) => {
        read(noFields, req);
        const { hackathon } = await confirmAward(deps, requirePerson(req), param(req, 'id'));
        const at = `/hackathons/${hackathon.slug}/deliberation#prizes`;
        done(req, res, at, { said: 'deliberation.said.confirmed' });
      },
    ),
  );
  const toPrizes = (slug: string) => `/hackathons/${slug}/prizes`;
  site.post(
    '/hackathons/:h/prizes',
    { who: 'organiser' },
    orFormAgain(prizes, async (req, res) => {
      const slug = param(req, 'h');
      const { id } = await addPrize(deps, requirePerson(req), slug, read(prizeInput, req));
      done(req, res, toPrizes(slug), { id, made: true, said: 'deliberation.said.prizeAdded' });
    }),
  );
  const byChair = (path: string, act: Act) =>
    site.post(path, { who: 'organiser' }, orFormAgain(again(prizes, byPrize), act));
  byChair('/prizes/:id', async (req, res) => {
    const id = param(req, 'id');
    const { name } = read(prizeNameInput, req);
    const { hackathon } = await changePrize(deps, requirePerson(req), id, name);
    done(req, res, toPrizes(hackathon.slug), { id, said: 'deliberation.said.prizeChanged' });
  });
  byChair('/prizes/:id/removal', async (req, res) => {
    read(noFields, req);
    const { hackathon } = await removePrize(deps, requirePerson(req), param(req, 'id'));
    done(req, res, toPrizes(hackathon.slug), { said: 'deliberation.said.prizeRemoved' });
  });
  return site;
}

function tablePage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireRole(facts, 'juror', 'organiser');
    await requireView(db, { hackathon, facts }, person.id);
    if (!deliberationBegan(facts)) throw new Forbidden('jury.refused.notYet');
    const round = await roundOf(db, hackathon.id);
    const orders = await ordersOf(db, round);
    const conflicts = await allConflicts(db, hackathon.id);
    const barred = new Set([
      ...conflicts.filter((pair) => pair.juror_id === person.id).map((pair) => pair.team_id),
      ...(await ownTeams(db, hackathon.id, person.id)),
    ]);
    const proposals = inOrder(await handedInSubmissions(db, hackathon.id), orders, barred);
    const named = [req.params.id, queryText(req, 'proposal')].flatMap((id) => id ?? []) as string[];
    const page = pageOf(proposals, named, pageStart(req));
    const shown = page.rows.map((row) => row.id);
    const organise = facts.roles.includes('organiser') && !facts.roles.includes('juror');
    const locals = {
      hackathon,
      page: { ...page, size: TABLE_ROWS },
      rows: proposalsView({
        rows: page.rows,
        sheets: await openSheets(db, round.id, shown),
        criteria: criteriaView(await criteriaOf(db, round.id), scaleOf(round), hackathon, req),
        conflicts,
        notes: await notesOf(db, round.id, shown),
      }),
      prizes: prizesView({
        prizes: await prizesOf(db, hackathon.id),
        awards: await awardsOf(db, hackathon.id),
        // Who is in conflict is the chair's to know.
        doubts: organise ? await doubtsOf(db, hackathon.id) : [],
        orders,
        proposals,
        shown: page.rows,
      }),
      bands: orders.some((one) => one.ranked.some((entry) => entry.band !== null)),
      asked: req.params.id ?? '',
      published: round.locked_at !== null,
      can: { organise, write: round.locked_at === null || organise },
    };
    await show(req, res, 'deliberation/table', locals, { hackathonId: hackathon.id });
  };
}

function prizesPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireRole(facts, 'organiser');
    await requireChair(db, { hackathon, facts }, person.id);
    const round = await roundOf(db, hackathon.id);
    const awards = await awardsOf(db, hackathon.id);
    const challenges = round.scope === 'challenge' ? await challengesOf(db, hackathon.id) : [];
    const locals = {
      hackathon,
      prizes: (await prizesOf(db, hackathon.id)).map((prize) => ({
        ...prize,
        // Whether somebody has it is the jury's until it meets.
        awarded: deliberationBegan(facts) && awards.some((one) => one.prize_id === prize.id),
        challenge: challenges.find((one) => one.id === prize.challenge_id) ?? null,
      })),
      challenges,
      asked: req.params.id ?? '',
      languages: hackathon.languages.map((tag) => ({ tag, dir: directionOf(tag) })),
      deliberation: deliberationBegan(facts),
    };
    await show(req, res, 'deliberation/prizes', locals, { hackathonId: hackathon.id });
  };
}
