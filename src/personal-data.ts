// Whose tables hold data of people, in the order in which they let go of them: one line a feature, accounts last.
import type { PersonalData } from './db/personal-data';
import { accountsPersonalData } from './features/accounts/accounts.personal-data';
import { advisingPersonalData } from './features/advising/advising.personal-data';
import { certificatesPersonalData } from './features/certificates/certificates.personal-data';
import { chairPersonalData } from './features/chair/chair.personal-data';
import { challengesPersonalData } from './features/challenges/challenges.personal-data';
import { deliberationPersonalData } from './features/deliberation/deliberation.personal-data';
import { exercisePersonalData } from './features/exercise/exercise.personal-data';
import { finalsPersonalData } from './features/finals/finals.personal-data';
import { hackathonsPersonalData } from './features/hackathons/hackathons.personal-data';
import { helpPersonalData } from './features/help/help.personal-data';
import { inquiryPersonalData } from './features/inquiry/inquiry.personal-data';
import { juryPersonalData } from './features/jury/jury.personal-data';
import { mailsPersonalData } from './features/mails/mails.personal-data';
import { mergersPersonalData } from './features/mergers/mergers.personal-data';
import { messagesPersonalData } from './features/messages/messages.personal-data';
import { moderationPersonalData } from './features/moderation/moderation.personal-data';
import { notesPersonalData } from './features/notes/notes.personal-data';
import { noticesPersonalData } from './features/notices/notices.personal-data';
import { officeHoursPersonalData } from './features/office-hours/office-hours.personal-data';
import { placementPersonalData } from './features/placement/placement.personal-data';
import { recommendationsPersonalData } from './features/recommendations/recommendations.personal-data';
import { resultsPersonalData } from './features/results/results.personal-data';
import { roomFilesPersonalData } from './features/room-files/room-files.personal-data';
import { roomsPersonalData } from './features/rooms/rooms.personal-data';
import { rostersPersonalData } from './features/rosters/rosters.personal-data';
import { seekersPersonalData } from './features/seekers/seekers.personal-data';
import { sheetsPersonalData } from './features/sheets/sheets.personal-data';
import { submissionsPersonalData } from './features/submissions/submissions.personal-data';
import { teamsPersonalData } from './features/teams/teams.personal-data';
import { votesPersonalData } from './features/votes/votes.personal-data';

export const personalData: readonly PersonalData[] = [
  hackathonsPersonalData,
  moderationPersonalData,
  challengesPersonalData,
  inquiryPersonalData,
  teamsPersonalData,
  seekersPersonalData,
  mergersPersonalData,
  placementPersonalData,
  rostersPersonalData,
  submissionsPersonalData,
  helpPersonalData,
  advisingPersonalData,
  notesPersonalData,
  roomFilesPersonalData,
  messagesPersonalData,
  roomsPersonalData,
  officeHoursPersonalData,
  juryPersonalData,
  exercisePersonalData,
  sheetsPersonalData,
  finalsPersonalData,
  chairPersonalData,
  deliberationPersonalData,
  votesPersonalData,
  resultsPersonalData,
  certificatesPersonalData,
  recommendationsPersonalData,
  mailsPersonalData,
  noticesPersonalData,
  accountsPersonalData,
];
