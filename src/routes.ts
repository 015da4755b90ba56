// The site map: one line a feature. Their order is the order of dependence (architecture of the house).
import type { RequestHandler } from 'express';
import type { Deps } from './deps';
import { accountsRoutes } from './features/accounts/accounts.routes';
import { advisingRoutes } from './features/advising/advising.routes';
import { certificatesRoutes } from './features/certificates/certificates.routes';
import { chairRoutes } from './features/chair/chair.routes';
import { challengesRoutes } from './features/challenges/challenges.routes';
import { deliberationRoutes } from './features/deliberation/deliberation.routes';
import { deskRoutes } from './features/desk/desk.routes';
import { exerciseRoutes } from './features/exercise/exercise.routes';
import { finalsRoutes } from './features/finals/finals.routes';
import { hackathonsRoutes } from './features/hackathons/hackathons.routes';
import { helpRoutes } from './features/help/help.routes';
import { inquiryRoutes } from './features/inquiry/inquiry.routes';
import { invitedPart, invitingPart } from './features/invitations/invitations.parts.routes';
import { invitationsRoutes } from './features/invitations/invitations.routes';
import { juryRoutes } from './features/jury/jury.routes';
import { mailsRoutes } from './features/mails/mails.routes';
import { mentoringRoutes, roomPages } from './features/mentoring/mentoring.routes';
import { mergersPart, mergersRoutes } from './features/mergers/mergers.routes';
import { messagesRoutes } from './features/messages/messages.routes';
import { moderationRoutes } from './features/moderation/moderation.routes';
import { notesRoutes } from './features/notes/notes.routes';
import { noticesRoutes } from './features/notices/notices.routes';
import { officeHoursRoutes } from './features/office-hours/office-hours.routes';
import { placementRoutes } from './features/placement/placement.routes';
import { recommendationsRoutes } from './features/recommendations/recommendations.routes';
import { askingPart, requestsRoutes } from './features/requests/requests.routes';
import { resultsRoutes } from './features/results/results.routes';
import { roomFilesRoutes } from './features/room-files/room-files.routes';
import { roomsRoutes } from './features/rooms/rooms.routes';
import { rostersRoutes } from './features/rosters/rosters.routes';
import { roundsRoutes } from './features/rounds/rounds.routes';
import { seekersRoutes } from './features/seekers/seekers.routes';
import { peoplePart, suggestedTeams } from './features/seekers/seekers.suggestions.routes';
import { sheetsRoutes } from './features/sheets/sheets.routes';
import { submissionsRoutes } from './features/submissions/submissions.routes';
import { teamPage, teamsRoutes } from './features/teams/teams.routes';
import { votesRoutes } from './features/votes/votes.routes';
import { personalData } from './personal-data';
import { reportables } from './reportables';
import { type Declared, mapOf } from './web/site';

export function siteMap(deps: Deps): { router: RequestHandler; declared: Declared[] } {
  const room = roomPages(deps);
  const team = teamPage(deps, {
    asking: (req, given) => askingPart(deps, req, given),
    inviting: (req, given) => invitingPart(deps, req, given),
    invited: (req, given) => invitedPart(deps, req, given),
    people: (req, given) => peoplePart(deps, req, given),
    mergers: (req, given) => mergersPart(deps, req, given),
  });
  const routes = [
    accountsRoutes(deps, personalData),
    noticesRoutes(deps),
    hackathonsRoutes(deps),
    mailsRoutes(deps),
    moderationRoutes(deps, reportables),
    challengesRoutes(deps),
    inquiryRoutes(deps),
    teamsRoutes(deps, team, (req, place, viewer) => suggestedTeams(deps, req, place, viewer)),
    requestsRoutes(deps, team),
    invitationsRoutes(deps, team),
    seekersRoutes(deps),
    mergersRoutes(deps, team),
    placementRoutes(deps),
    rostersRoutes(deps),
    submissionsRoutes(deps),
    roomsRoutes(deps),
    messagesRoutes(deps, room),
    roomFilesRoutes(deps, room.ofRoom),
    notesRoutes(deps),
    helpRoutes(deps, room.ofTeam),
    advisingRoutes(deps),
    mentoringRoutes(deps, room),
    officeHoursRoutes(deps),
    roundsRoutes(deps),
    juryRoutes(deps),
    exerciseRoutes(deps),
    sheetsRoutes(deps),
    finalsRoutes(deps),
    chairRoutes(deps),
    deliberationRoutes(deps),
    votesRoutes(deps),
    resultsRoutes(deps),
    certificatesRoutes(deps),
    recommendationsRoutes(deps),
    deskRoutes(deps),
  ].flatMap((site) => site.routes);
  return { router: mapOf(routes), declared: routes.map(({ handlers, ...declared }) => declared) };
}
