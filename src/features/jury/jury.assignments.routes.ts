// Who reads what, for organisers: how far it is, what is missing, and the ways to change it. No scores.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { nest, parseInput, read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { challengesOf } from '../challenges/challenges.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { finalistsOf } from '../rounds/rounds.finals.queries';
import { nothing } from '../rounds/rounds.input';
import { judgingOver } from '../rounds/rounds.policy';
import { criteriaOf, findRound } from '../rounds/rounds.queries';
import { visibleHackathon } from '../rounds/rounds.rights';
import { handedInSubmissions } from '../submissions/submissions.queries';
import { assignByHand, giveToReader, removeSheet } from './jury.assignment.actions';
import { allConflicts } from './jury.conflicts.queries';
import { assignBalanced } from './jury.draw.actions';
import { type AssignmentRequest, assignmentSchema, readerInput } from './jury.input';
import { jurorsOf, languagesOfProposals } from './jury.jurors.queries';
import { mayAssign, sameName } from './jury.policy';
import { sheetLines } from './jury.readers.queries';
import { requireNoInterestInFinal } from './jury.rights';
import { assignmentView } from './jury.view';

/** What the form offers first: three readers a proposal, or fewer when there are fewer jurors. */
const USUAL_SHEETS = 3;

export function addAssignments(site: Site, deps: Deps): void {
  const page = assignmentsPage(deps);
  site.get('/hackathons/:h/assignments', { who: 'organiser' }, page);
  site.post(
    '/hackathons/:h/assignments',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const person = requirePerson(req);
      const body = nest(req.body);
      const input: AssignmentRequest = parseInput<AssignmentRequest>(assignmentSchema(body), body);
      if ('balanced' in input) {
        const { hackathon, made, assignment } = await assignBalanced(
          deps,
          person,
          param(req, 'h'),
          input.balanced,
        );
        const { short, loads, uneven, groups } = assignment;
        const at = `/hackathons/${hackathon.slug}/assignments?each=${input.balanced}`;
        done(req, res, at, {
          made: made > 0,
          sheets: made,
          short,
          loads,
          uneven,
          groups,
          said: 'jury.said.drawn',
        });
        return;
      }
      const { hackathon, id } = await assignByHand(deps, person, param(req, 'h'), input);
      done(req, res, `/hackathons/${hackathon.slug}/assignments`, {
        id,
        made: true,
        said: 'jury.said.assigned',
      });
    }),
  );
  site.post('/sheets/:id/removal', { who: 'organiser' }, async (req, res) => {
    read(nothing, req);
    const { hackathon } = await removeSheet(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${hackathon.slug}/assignments`, { said: 'jury.said.takenAway' });
  });
  site.post('/sheets/:id/reader', { who: 'organiser' }, async (req, res) => {
    const { juror } = read(readerInput, req);
    const { hackathon, id } = await giveToReader(deps, requirePerson(req), param(req, 'id'), juror);
    const at = `/hackathons/${hackathon.slug}/assignments#sheet-${id}`;
    done(req, res, at, { id, made: true, said: 'jury.said.given' });
  });
}

function assignmentsPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireOrganiser(hackathon, facts.roles);
    const round = await findRound(db, hackathon.id);
    await requireNoInterestInFinal(db, round, person.id);
    const [submissions, jurors, lines, pairs, challenges, criteria, languages] = await Promise.all([
      handedInSubmissions(db, hackathon.id),
      jurorsOf(db, hackathon.id),
      round ? sheetLines(db, round.id) : [],
      allConflicts(db, hackathon.id),
      challengesOf(db, hackathon.id),
      round ? criteriaOf(db, round.id) : [],
      languagesOfProposals(db, hackathon),
    ]);
    const owners = new Set(
      jurors.flatMap((juror) =>
        challenges
          .filter((one) =>
            Object.values(one.asked_by).some(
              (name) => juror.organisation && sameName(name) === sameName(juror.organisation),
            ),
          )
          .map((one) => `${juror.id} ${one.id}`),
      ),
    );
    const asked = Number(queryText(req, 'each'));
    const reading = jurors.filter((juror) => !juror.stopped_at).length;
    const finalists = round && (await finalistsOf(db, round.id));
    const first = round?.sheets_each ?? USUAL_SHEETS;
    const usual = Math.min(first + (finalists ? round.final_sheets : 0), Math.max(1, reading));
    const each = Number.isInteger(asked) && asked >= 1 && asked <= 20 ? asked : usual;
    const conflicts = new Map(pairs.map((pair) => [`${pair.juror_id} ${pair.team_id}`, pair.kind as string]));
    const over = judgingOver(facts, round?.locked_at ?? null);
    // In the final the others need no more than the first round gave them.
    const wanted = (submission: string) =>
      !finalists || finalists.has(submission) ? each : Math.min(each, first);
    const locals = {
      hackathon,
      each,
      jurors,
      criteria: criteria.length,
      open: !round?.locked_at && mayAssign(facts),
      moving: queryText(req, 'move') ?? null,
      adding: queryText(req, 'add') ?? null,
      ...assignmentView({
        submissions,
        jurors,
        lines,
        conflicts,
        owners,
        languages,
        over,
        wanted,
        apart: round?.scope === 'challenge',
      }),
    };
    await show(req, res, 'jury/assignments', locals, { hackathonId: hackathon.id });
  };
}
