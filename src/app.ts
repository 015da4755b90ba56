// The machine: middleware in order, features, errors.

import http from 'node:http';
import compression from 'compression';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Deps } from './deps';
import { NotFound } from './errors';
import { frameOf } from './features/desk/desk.frame';
import { unchangedPages, visitOf } from './features/hackathons/hackathons.visit';
import { siteMap } from './routes';
import { assets } from './web/assets';
import { bornFor } from './web/born';
import { errorHandler } from './web/error-handler';
import { health } from './web/health';
import { locale, personLocale } from './web/locale';
import { requestLog } from './web/request-log';
import { sameOrigin } from './web/same-origin';
import { securityHeaders } from './web/security';
import { changingSessions, visits } from './web/session';
import { COMPRESSION } from './web/show';

/** All of the application: what every answer begins with, pages that are still right, and Express for the rest. */
export function createServer(deps: Deps, app: Express): http.Server {
  const log = requestLog(deps);
  const headers = securityHeaders(deps.origins);
  const unchanged = unchangedPages(deps, app.locals.visit as RequestHandler);
  return http.createServer(bornFor(app), (given, answer) => {
    // As Node gives them: these three use nothing that Express adds.
    const [req, res] = [given as Request, answer as Response];
    log(req, res, () => headers(req, res, () => unchanged(req, res, () => app(req, res))));
  });
}

/** Packs data and lists as they go out. Pages, whose addresses have no ending, pack themselves (see show). */
function packed(): RequestHandler {
  const pack = compression({ level: COMPRESSION });
  return (req, res, next) => (/\.[^/]*$/.test(req.path) ? pack(req, res, next) : next());
}

export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustProxy);
  app.set('query parser', 'simple');
  app.locals.frame = frameOf(deps);
  app.locals.secure = () => deps.origins.secure;

  const visit = visits(deps, (session, place) => visitOf(deps, session, place));
  app.locals.visit = visit;
  app.locals.kept = deps.kept;
  app.use(health(deps));
  app.use(assets());
  app.use(locale(() => deps.origins.secure));
  app.use((req, _res, next) => {
    // No address of ours has NUL, and Postgres takes no text with it.
    next(/%00/.test(req.url) ? new NotFound() : undefined);
  });
  app.use(sameOrigin(deps.origins));
  app.use(express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 500 }));
  app.use(visit);
  app.use(personLocale());
  app.use(packed());
  app.use(changingSessions(deps));

  const { router, declared } = siteMap(deps);
  app.locals.declared = declared;
  app.use(router);
  app.use(() => {
    throw new NotFound();
  });
  app.use(errorHandler(deps));
  return app;
}
