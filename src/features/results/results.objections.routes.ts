// The doors of objections: a team's form is on its own page; organisers read and answer them on one page.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { hackathonById, hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { answerInput, objectionInput } from './results.input';
import { answerObjection, raiseObjection } from './results.objections.actions';
import { objectionById, objectionsOf } from './results.objections.queries';
import { showFeedback } from './results.proposal.routes';

export function objectionRoutes(deps: Deps, site: Site): void {
  site.post(
    '/teams/:id/objection',
    { who: 'member' },
    orFormAgain(
      (req, res) => showFeedback(deps, req, res),
      async (req, res) => {
        const teamId = param(req, 'id');
        const { id } = await raiseObjection(deps, requirePerson(req), teamId, read(objectionInput, req));
        const more = { id, made: true, said: 'results.said.objected' };
        done(req, res, `/teams/${teamId}/feedback#objection`, more);
      },
    ),
  );
  site.get('/hackathons/:h/objections', { who: 'organiser' }, (req, res) =>
    showObjections(deps, req, res, param(req, 'h')),
  );
  site.post(
    '/objections/:id/answer',
    { who: 'organiser' },
    orFormAgain(
      async (req, res) => {
        const objection = await objectionById(deps.db, param(req, 'id'));
        const hackathon = objection && (await hackathonById(deps.db, objection.hackathon_id));
        await showObjections(deps, req, res, hackathon?.slug ?? '');
      },
      async (req, res) => {
        const { hackathon } = await answerObjection(
          deps,
          requirePerson(req),
          param(req, 'id'),
          read(answerInput, req),
        );
        done(req, res, `/hackathons/${hackathon.slug}/objections`, { said: 'results.said.answered' });
      },
    ),
  );
}

async function showObjections(deps: Deps, req: Request, res: Response, of: string): Promise<void> {
  const person = requirePerson(req);
  const hackathon = await hackathonBySlug(deps.db, of);
  requireOrganiser(hackathon, hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : []);
  const objections = await objectionsOf(deps.db, hackathon.id);
  const locals = {
    hackathon,
    objections,
    /** Whose answer was refused just now. */
    refused: req.form ? req.params.id : null,
  };
  await show(req, res, 'results/objections', locals, { hackathonId: hackathon.id });
}
