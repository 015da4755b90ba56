// The machine: middleware in order, features, errors.
import compression from 'compression';
import express, { type Express } from 'express';
import type { Deps } from './deps';
import { NotFound } from './errors';
import { frameOf } from './features/desk/desk.frame';
import { unchangedPages, visitOf } from './features/hackathons/hackathons.visit';
import { siteMap } from './routes';
import { assets } from './web/assets';
import { errorHandler } from './web/error-handler';
import { health } from './web/health';
import { locale, personLocale } from './web/locale';
import { requestLog } from './web/request-log';
import { sameOrigin } from './web/same-origin';
import { securityHeaders } from './web/security';
import { changingSessions, visits } from './web/session';

// Half the work of the usual level for a twentieth more bytes; pages kept for visitors are packed once, well.
const COMPRESSION = 3;

export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustProxy);
  app.set('query parser', 'simple');
  app.locals.frame = frameOf(deps);
  app.locals.secure = () => deps.origins.secure;

  app.use(requestLog(deps));
  app.use(securityHeaders(deps.origins));
  app.use(health(deps));
  app.use(assets());
  const visit = visits(deps, (session, place) => visitOf(deps, session, place));
  app.locals.visit = visit;
  app.locals.kept = deps.kept;
  app.use(locale(() => deps.origins.secure));
  app.use((req, _res, next) => {
    // No address of ours has NUL, and Postgres takes no text with it.
    next(/%00/.test(req.url) ? new NotFound() : undefined);
  });
  app.use(sameOrigin(deps.origins));
  app.use(express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 500 }));
  app.use(visit);
  app.use(personLocale());
  app.use(unchangedPages(deps));
  app.use(compression({ level: COMPRESSION }));
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
