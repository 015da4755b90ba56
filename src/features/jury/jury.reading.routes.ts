// A juror's own pages: what they read and how much, whether they can go on, and which teams they know.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { nothing } from '../rounds/rounds.input';
import { judgingOver } from '../rounds/rounds.policy';
import { findRound } from '../rounds/rounds.queries';
import { requireRole, visibleHackathon } from '../rounds/rounds.rights';
import { declarableTeams } from './jury.conflicts.queries';
import { takenBackOf } from './jury.declared.queries';
import { resumeJuror, stopJuror } from './jury.draw.actions';
import { declarationInput, readingInput } from './jury.input';
import { jurorsOf } from './jury.jurors.queries';
import { mayAssign, sameDay } from './jury.policy';
import { declareConflicts, saveReading } from './jury.reading.actions';

export function addReading(site: Site, deps: Deps): void {
  const page = readingPage(deps);
  site.get('/hackathons/:h/reading', { who: 'juror' }, page);
  site.post(
    '/hackathons/:h/reading',
    { who: 'juror' },
    orFormAgain(page, async (req, res) => {
      const slug = param(req, 'h');
      await saveReading(deps, requirePerson(req), slug, read(readingInput, req));
      done(req, res, `/hackathons/${slug}/reading`, { said: 'jurors.said.reading' });
    }),
  );
  site.post('/hackathons/:h/jurors/:id/stopping', { who: ['juror', 'organiser'] }, async (req, res) => {
    read(nothing, req);
    const slug = param(req, 'h');
    const person = requirePerson(req);
    const { made, lost, assignment } = await stopJuror(deps, person, slug, param(req, 'id'));
    const { short, groups } = assignment;
    const at = `/hackathons/${slug}/${param(req, 'id') === person.id ? 'reading' : 'assignments'}`;
    done(req, res, at, { sheets: made, lost, short, groups, said: 'jurors.said.stopped' });
  });
  site.post('/hackathons/:h/jurors/:id/resuming', { who: ['juror', 'organiser'] }, async (req, res) => {
    read(nothing, req);
    const slug = param(req, 'h');
    const person = requirePerson(req);
    await resumeJuror(deps, person, slug, param(req, 'id'));
    const at = `/hackathons/${slug}/${param(req, 'id') === person.id ? 'reading' : 'assignments'}`;
    done(req, res, at, { said: 'jurors.said.resumed' });
  });

  const list = conflictsPage(deps);
  site.get('/hackathons/:h/conflicts', { who: 'juror' }, list);
  site.post(
    '/hackathons/:h/conflicts',
    { who: 'juror' },
    orFormAgain(list, async (req, res) => {
      const slug = param(req, 'h');
      await declareConflicts(deps, requirePerson(req), slug, read(declarationInput, req).team);
      done(req, res, `/hackathons/${slug}/conflicts`, { said: 'jurors.said.declared' });
    }),
  );
}

function readingPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireRole(facts, 'juror');
    const [own] = (await jurorsOf(db, hackathon.id)).filter((one) => one.id === person.id);
    if (!own) throw new NotFound();
    const round = await findRound(db, hackathon.id);
    const often = new Set<string>([...hackathon.languages, ...own.languages]);
    const locals = {
      hackathon,
      own,
      tags: [...new Set([...often, ...WRITING_LANGUAGES])],
      often: often.size,
      open: !round?.locked_at && mayAssign(facts),
    };
    await show(req, res, 'jury/reading', locals, { hackathonId: hackathon.id });
  };
}

function conflictsPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireRole(facts, 'juror');
    const round = await findRound(db, hackathon.id);
    const teams = await declarableTeams(db, hackathon.id, person.id);
    const open = !judgingOver(facts, round?.locked_at ?? null);
    const today = (at: Date | null) => at !== null && sameDay(at, facts.now, hackathon.zone);
    const locals = {
      hackathon,
      barred: teams
        .filter((team) => team.kind !== null)
        .map((team) => ({
          ...team,
          back: open && team.declaration && !team.found && !team.given && today(team.declared_at),
        })),
      teams: teams.filter((team) => team.kind === null),
      takenBack: await takenBackOf(db, hackathon.id, person.id),
      open,
    };
    await show(req, res, 'jury/conflicts', locals, { hackathonId: hackathon.id });
  };
}
