// A juror's own sheets: the list, one sheet beside the text, saving and handing in.
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { formatTime } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { challengeById } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { requireRight } from '../hackathons/hackathons.rights';
import { sheetState } from '../jury/jury.policy';
import { nothing } from '../rounds/rounds.input';
import { deliberationBegan, judgingBegan, judgingOver, levelsOf, type Scale } from '../rounds/rounds.policy';
import { criteriaOf, findRound, roundOf } from '../rounds/rounds.queries';
import { requireRole, scaleOf, visibleHackathon } from '../rounds/rounds.rights';
import { criteriaView } from '../rounds/rounds.view';
import { handedInSubmissions, lastVersion } from '../submissions/submissions.queries';
import { teamById } from '../teams/teams.queries';
import {
  declareConflict,
  handInSheet,
  reopenSheet,
  type Saved,
  saveSheet,
  skipSheet,
} from './sheets.actions';
import { conflictInput, sheetInput, skipInput } from './sheets.input';
import { countSentences, SENTENCES_NEEDED } from './sheets.policy';
import { ownLines } from './sheets.queries';
import { ownSheet } from './sheets.rights';
import { earlierScores, juryJson, ownSheets, proposalView, queueOf, sheetCriteria } from './sheets.view';

export function addSheets(site: Site, deps: Deps): void {
  site.get('/hackathons/:h/jury.json', { who: ['juror', 'organiser'] }, async (req, res) => {
    const { sheets, scale, criteria } = await deskOf(deps, req);
    res.set('Cache-Control', 'no-store').json(juryJson(sheets, scale, criteria));
  });
  site.get('/hackathons/:h/jury', { who: ['juror', 'organiser'] }, async (req, res) => {
    const { hackathon, ...locals } = await deskOf(deps, req);
    await show(req, res, 'jury/list', { hackathon, ...locals }, { hackathonId: hackathon.id });
  });

  const page = sheetPage(deps);
  site.get('/sheets/:id', { who: 'sheet-owner' }, page);
  const change = (path: string, act: (req: Request, res: Response) => Promise<void>) =>
    site.post(path, { who: 'sheet-owner', phase: 'judging' }, orFormAgain(page, act));
  change('/sheets/:id', async (req, res) => {
    const id = param(req, 'id');
    const { show: next, ...input } = read(sheetInput, req);
    // Nothing is asked after the commit: what is saved must not be answered with “away”.
    const { scored, sentences, ...saved } = await saveSheet(deps, requirePerson(req), id, input);
    const at = next
      ? `/sheets/${id}?criterion=${encodeURIComponent(next)}#criterion-${next}`
      : `/sheets/${id}#score`;
    const words = req.t('jury.sheet.sentences', { sentences, needed: SENTENCES_NEEDED });
    done(req, res, at, { ...savedJson(req, id, saved), scored, words, said: 'jury.said.saved' });
  });
  change('/sheets/:id/handing-in', async (req, res) => {
    const id = param(req, 'id');
    const saved = await handInSheet(deps, requirePerson(req), id, read(sheetInput, req));
    const at = `/hackathons/${saved.hackathon.slug}/jury`;
    done(req, res, at, { ...savedJson(req, id, saved), state: 'handed-in', said: 'jury.said.handedIn' });
  });
  change('/sheets/:id/reopening', async (req, res) => {
    const id = param(req, 'id');
    read(nothing, req);
    const saved = await reopenSheet(deps, requirePerson(req), id);
    done(req, res, `/sheets/${id}#score`, { ...savedJson(req, id, saved), said: 'jury.said.reopened' });
  });
  change('/sheets/:id/skipping', async (req, res) => {
    const id = param(req, 'id');
    const { reason } = read(skipInput, req);
    const saved = await skipSheet(deps, requirePerson(req), id, reason);
    const at = `/hackathons/${saved.hackathon.slug}/jury`;
    done(req, res, at, { ...savedJson(req, id, saved), said: 'jury.said.skipped' });
  });
  change('/sheets/:id/conflict', async (req, res) => {
    const id = param(req, 'id');
    const { reason } = read(conflictInput, req);
    const saved = await declareConflict(deps, requirePerson(req), id, reason);
    const at = `/hackathons/${saved.hackathon.slug}/jury`;
    done(req, res, at, { ...savedJson(req, id, saved), state: 'conflict', said: 'jury.said.conflict' });
  });
}

/** `saved` is the sentence a page shows after it saved by itself. */
function savedJson(req: Request, id: string, { version, at, hackathon }: Saved) {
  const time = formatTime(at, hackathon.zone, req.locale, 'time');
  return { id, version, saved: req.t('jury.sheet.savedAt', { time }) };
}

async function deskOf(deps: Deps, req: Request) {
  const { db } = deps;
  const person = requirePerson(req);
  const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
  requireRole(facts, 'juror', 'organiser');
  const juror = facts.roles.includes('juror');
  const round = await roundOf(db, hackathon.id);
  const scale: Scale = scaleOf(round);
  const criteria = criteriaView(await criteriaOf(db, round.id), scale, hackathon, req);
  const over = judgingOver(facts, round.locked_at);
  const lines = juror ? await ownLines(db, round.id, person.id) : [];
  const sheets = ownSheets(lines, await handedInSubmissions(db, hackathon.id), over);
  const verdict = mayNow({ ...facts, roles: ['juror'] }, 'scoreSheets');
  return {
    hackathon,
    scale,
    criteria,
    sheets,
    handedIn: sheets.filter((sheet) => sheet.state === 'handed-in').length,
    counted: sheets.filter((sheet) => sheet.state !== 'conflict').length,
    begun: sheets.filter((sheet) => sheet.state === 'begun' && !sheet.skipped).length,
    skipped: sheets.filter((sheet) => sheet.skipped).length,
    waiting: queueOf(sheets, lines),
    until: verdict.ok && !over ? verdict.until : null,
    opens: !verdict.ok && verdict.key === 'tooEarly' ? verdict.at : null,
    scoring: verdict.ok && !over,
    over,
    now: facts.now,
    deliberation: deliberationBegan(facts),
    can: { organise: facts.roles.includes('organiser'), judge: juror },
  };
}

function sheetPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const id = param(req, 'id');
    const person = requirePerson(req);
    const { sheet, hackathon, facts } = await ownSheet(deps, db, id, person.id);
    if (!judgingBegan(facts)) requireRight(facts, 'scoreSheets');
    const version = await lastVersion(db, sheet.submission_id);
    const round = await findRound(db, hackathon.id);
    if (!version || !round) throw new NotFound();
    const scale = scaleOf(round);
    const criteria = criteriaView(await criteriaOf(db, round.id), scale, hackathon, req);
    const over = judgingOver(facts, round.locked_at);
    const lines = await ownLines(db, round.id, person.id);
    const line = lines.find((one) => one.id === id)!;
    const scores = new Map(Object.entries(line.scores));
    const state = sheetState(line, over);
    const wrong = Object.keys(req.form?.errors ?? {})
      .map((name) => /^score\[(.+)\]$/.exec(name)?.[1])
      .find((criterion) => criterion !== undefined);
    const asked = wrong ?? queryText(req, 'criterion');
    const submissions = await handedInSubmissions(db, hackathon.id);
    const submission = submissions.find((one) => one.id === sheet.submission_id);
    const team = submission && (await teamById(db, submission.team_id));
    const challenge = await challengeById(db, version.challenge_id);
    const writable = !over && mayNow(facts, 'scoreSheets').ok && (state === 'open' || state === 'begun');
    const locals = {
      hackathon,
      sheet: {
        id,
        state,
        version: sheet.version,
        feedback: sheet.feedback,
        note: sheet.note,
        translate: sheet.to_translate ? 'yes' : 'no',
        skipReason: sheet.skip_reason,
        changed: line.begun ? sheet.changed_at : null,
      },
      ...sheetCriteria(criteria, scores, writable ? asked : undefined),
      proposal: proposalView(version),
      team: submission?.team ?? '',
      teamLanguages: team?.languages ?? [],
      sentences: countSentences(sheet.feedback),
      needed: SENTENCES_NEEDED,
      earlier: Object.fromEntries(
        criteria.map((one) => [one.id, earlierScores(lines, submissions, id, one.id)]),
      ),
      challenge: challenge?.title ?? {},
      seats: hackathon.seats_max,
      position: { n: lines.indexOf(line) + 1, of: lines.length },
      levels: levelsOf(scale).length,
      asked: req.path.split('/').at(-1),
      writable,
      may: {
        reopen: state === 'handed-in' && !over && mayNow(facts, 'scoreSheets').ok,
        skip: writable,
        declare: !over && state !== 'conflict' && mayNow(facts, 'scoreSheets').ok,
      },
      scoring: req.form !== undefined || asked !== undefined,
    };
    await show(req, res, 'jury/sheet', locals, { hackathonId: hackathon.id });
  };
}
