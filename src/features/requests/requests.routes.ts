// The page door of requests to join, and what stands about them on a team's page.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { part } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import type { OfTeam } from '../teams/teams.view';
import { acceptRequest, askToJoin, refuseRequest, withdrawRequest } from './requests.actions';
import { requestInput } from './requests.input';
import { requestsTo } from './requests.queries';

/** For the captain: who asks to join. */
export async function askingPart(deps: Deps, req: Request, { team, facts }: OfTeam): Promise<string> {
  return part(req, 'requests/_asking', { requests: await requestsTo(deps.db, team.id), now: facts.now });
}

/** `page`: of the team. */
export function requestsRoutes(deps: Deps, page: RequestHandler): Site {
  const site = createSite('requests');
  site.post(
    '/teams/:id/requests',
    { who: 'participant', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const id = param(req, 'id');
      const request = await askToJoin(deps, requirePerson(req), id, read(requestInput, req));
      done(req, res, `/teams/${id}`, { id: request.id, made: true, said: 'requests.said.asked' });
    }),
  );
  const acts = [
    {
      path: 'acceptance',
      who: 'captain',
      phase: 'teams',
      run: acceptRequest,
      said: 'requests.said.accepted',
    },
    { path: 'refusal', who: 'captain', phase: undefined, run: refuseRequest, said: 'requests.said.refused' },
    {
      path: 'withdrawal',
      who: 'author',
      phase: undefined,
      run: withdrawRequest,
      said: 'requests.said.withdrawn',
    },
  ] as const;
  for (const { path, who, phase, run, said } of acts)
    site.post(`/requests/:id/${path}`, { who, ...(phase ? { phase } : {}) }, async (req, res) => {
      read(noFields, req);
      const id = param(req, 'id');
      const { teamId } = await run(deps, requirePerson(req), id);
      done(req, res, `/teams/${teamId}`, { id, said });
    });
  return site;
}
