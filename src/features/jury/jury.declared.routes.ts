// Declarations of conflict for organisers: who said what, and taking one back that was a mistake.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { judgingOver } from '../rounds/rounds.policy';
import { findRound } from '../rounds/rounds.queries';
import { visibleHackathon } from '../rounds/rounds.rights';
import { takeDeclarationBack } from './jury.declared.actions';
import { declaredOf, takenBackOf } from './jury.declared.queries';
import { takingBackInput } from './jury.input';

export function addDeclared(site: Site, deps: Deps): void {
  const page = declarationsPage(deps);
  site.get('/hackathons/:h/declarations', { who: 'organiser' }, page);
  site.post(
    '/hackathons/:h/declarations/:id/withdrawal',
    { who: ['juror', 'organiser'] },
    orFormAgain(page, async (req, res) => {
      const slug = param(req, 'h');
      const { reason } = read(takingBackInput, req);
      const { own } = await takeDeclarationBack(deps, requirePerson(req), slug, {
        id: param(req, 'id'),
        reason,
      });
      const at = `/hackathons/${slug}/${own ? 'conflicts' : 'declarations'}`;
      done(req, res, at, { said: own ? 'jurors.said.ownBack' : 'jurors.said.back' });
    }),
  );
}

function declarationsPage(deps: Deps): RequestHandler {
  return async (req: Request, res) => {
    const { db } = deps;
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), requirePerson(req).id);
    requireOrganiser(hackathon, facts.roles);
    const round = await findRound(db, hackathon.id);
    const locals = {
      hackathon,
      declared: await declaredOf(db, hackathon.id),
      takenBack: await takenBackOf(db, hackathon.id),
      open: !judgingOver(facts, round?.locked_at ?? null),
      asked: param(req, 'id'),
    };
    await show(req, res, 'jury/declarations', locals, { hackathonId: hackathon.id });
  };
}
