// The doors of the proposal: read it, save its sections, hand it in, advise on it. Files have their own.
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { createSite, type Site } from '../../web/site';
import { saveDraft } from './submissions.draft.actions';
import { answerFeedback, giveFeedback } from './submissions.feedback.actions';
import { feedbackById } from './submissions.feedback.queries';
import { fileRoutes } from './submissions.files.routes';
import { handIn } from './submissions.handin.actions';
import { answerInput, draftInput, feedbackInput, nothingInput } from './submissions.input';
import { showSubmission, showVersion, submissionJson } from './submissions.pages.routes';
import { submissionById, versionByNumber } from './submissions.queries';
import { readerOfSubmission } from './submissions.rights';
import { versionText } from './submissions.view';

const READERS = ['member', 'adviser', 'juror', 'organiser'] as const;

export function submissionsRoutes(deps: Deps): Site {
  const site = createSite('submissions');

  site.get('/teams/:id/submission.json', { who: [...READERS] }, async (req, res) => {
    const answer = await submissionJson(deps, param(req, 'id'), requirePerson(req).id);
    res.set('Cache-Control', 'no-store').json(answer);
  });

  site.get('/teams/:id/submission', { who: [...READERS] }, (req, res) =>
    showSubmission(deps, req, res, { teamId: param(req, 'id') }),
  );

  site.post(
    '/submissions/:id/draft',
    { who: 'member', phase: 'drafting' },
    orFormAgain(
      (req, res) => pageAgain(deps, req, res),
      async (req, res) => {
        const person = requirePerson(req);
        const input = read(draftInput, req);
        const saved = await saveDraft(deps, person, param(req, 'id'), input);
        const keys = Object.keys(input.section) as (keyof typeof input.section)[];
        const part = keys.find((key) => key === queryText(req, 'part')) ?? keys[0]!;
        done(req, res, `/teams/${saved.teamId}/submission?part=${part}#part-${part}`, {
          id: saved.submissionId,
          ...(keys.length === 1 ? { version: saved.versions[part]! } : {}),
          versions: saved.versions,
          at: saved.at.toISOString(),
          said: 'submissions.said.saved',
        });
      },
    ),
  );

  site.post(
    '/submissions/:id/feedback',
    { who: 'adviser', phase: 'drafting' },
    orFormAgain(
      (req, res) => pageAgain(deps, req, res),
      async (req, res) => {
        const person = requirePerson(req);
        const advice = await giveFeedback(deps, person, param(req, 'id'), read(feedbackInput, req));
        done(req, res, adviceAddress(advice), {
          id: advice.id,
          made: true,
          said: 'submissions.said.advised',
        });
      },
    ),
  );

  site.post(
    '/feedback/:id/answer',
    { who: 'member', phase: 'drafting' },
    orFormAgain(
      async (req, res) => {
        const item = await feedbackById(deps.db, param(req, 'id'));
        if (!item) throw new NotFound();
        await readerOfSubmission(deps.db, item.submission_id, requirePerson(req).id);
        const { team_id } = (await submissionById(deps.db, item.submission_id))!;
        await showSubmission(deps, req, res, { teamId: team_id, answering: item.id });
      },
      async (req, res) => {
        const person = requirePerson(req);
        const advice = await answerFeedback(deps, person, param(req, 'id'), read(answerInput, req));
        done(req, res, adviceAddress(advice), { id: advice.id, said: 'submissions.said.answered' });
      },
    ),
  );

  site.post(
    '/submissions/:id/versions',
    { who: 'member', phase: 'drafting' },
    orFormAgain(
      (req, res) => pageAgain(deps, req, res),
      async (req, res) => {
        const arrivedAt = await deps.clock.now(deps.db);
        const person = requirePerson(req);
        read(nothingInput, req);
        const id = param(req, 'id');
        const { version, made } = await handIn(deps, person, id, arrivedAt);
        done(req, res, `/submissions/${id}/versions/${version.number}`, {
          id: version.id,
          version: version.number,
          sha256: version.sha256,
          made,
          said: 'submissions.said.handedIn',
        });
      },
    ),
  );

  // The canonical text itself, people included: its SHA-256 is the one shown beside the hand-in.
  site.get(
    '/submissions/:id/versions/:number.json',
    { who: ['member', 'adviser', 'organiser'] },
    async (req, res) => {
      const { reader, version } = await versionFor(
        deps,
        param(req, 'id'),
        param(req, 'number'),
        requirePerson(req).id,
      );
      if (!reader.names) throw new NotFound();
      res.set('Cache-Control', 'no-store').type('application/json').send(versionText(version));
    },
  );

  site.get('/submissions/:id/versions/:number', { who: [...READERS] }, async (req, res) => {
    const { reader, version } = await versionFor(
      deps,
      param(req, 'id'),
      param(req, 'number'),
      requirePerson(req).id,
    );
    await showVersion(deps, req, res, reader, version);
  });

  fileRoutes(deps, site, (req, res) => pageAgain(deps, req, res));
  return site;
}

const adviceAddress = (advice: { id: string; teamId: string; section: string }) =>
  `/teams/${advice.teamId}/submission?part=${advice.section}#advice-${advice.id}`;

type Handler = Parameters<typeof showSubmission>;

/** The page again, with what was typed, for whoever may read the draft. */
async function pageAgain(deps: Deps, req: Handler[1], res: Handler[2]): Promise<void> {
  const reader = await readerOfSubmission(deps.db, param(req, 'id'), requirePerson(req).id);
  await showSubmission(deps, req, res, { teamId: reader.team.id });
}

async function versionFor(deps: Deps, submissionId: string, number: string, personId: string) {
  const reader = await readerOfSubmission(deps.db, submissionId, personId);
  const version = /^[1-9]\d{0,8}$/.test(number)
    ? await versionByNumber(deps.db, submissionId, Number(number))
    : undefined;
  if (!version || (reader.handedIn && reader.handedIn.id !== version.id)) throw new NotFound();
  return { reader, version };
}
