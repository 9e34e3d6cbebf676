import { createRoute, createRouter } from '@tanstack/react-router';
import { agencyPath } from './agency/path.ts';
import { auditSearch } from './audit/form.ts';
import { calendarSearch } from './calendar/form.ts';
import { checkInsSearch } from './check-ins/form.ts';
import { complaintsSearch, newComplaintSearch } from './complaints/form.ts';
import { hearingsSearch } from './hearings/form.ts';
import { helpSearch } from './help/form.ts';
import { messagesSearch } from './messages/form.ts';
import { moveOfficesSearch } from './move-offices/form.ts';
import { peopleSearch } from './people/form.ts';
import { personSearch } from './person/form.ts';
import { reviewsSearch } from './reviews/form.ts';
import { equipmentRoutes } from './routes-equipment.tsx';
import { Landing } from './shell/landing.tsx';
import { BrokenPage, lazyPage } from './shell/lazy-part.tsx';
import { root } from './shell/root.ts';
import { todaySearch } from './today/form.ts';

// Today stands in the first load: it is where everybody starts. The other pages come when they are opened.
const today = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: todaySearch,
  component: Landing,
});
const alert = createRoute({
  getParentRoute: () => root,
  path: '/alerts/$id',
  component: lazyPage(() => import('./alert/page.tsx').then((part) => part.AlertPage)),
});
const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: peopleSearch,
  component: lazyPage(() => import('./people/page.tsx').then((part) => part.PeoplePage)),
});
const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  validateSearch: personSearch,
  component: lazyPage(() => import('./person/page.tsx').then((part) => part.PersonPage)),
});
const newPerson = createRoute({
  getParentRoute: () => root,
  path: '/people/new',
  component: lazyPage(() => import('./register/new-page.tsx').then((part) => part.NewPersonPage)),
});
const changePerson = createRoute({
  getParentRoute: () => root,
  path: '/people/$id/change',
  component: lazyPage(() => import('./register/change-page.tsx').then((part) => part.ChangePersonPage)),
});
const hearings = createRoute({
  getParentRoute: () => root,
  path: '/hearings',
  validateSearch: hearingsSearch,
  component: lazyPage(() => import('./hearings/page.tsx').then((part) => part.HearingsPage)),
});
const hearingImport = createRoute({
  getParentRoute: () => root,
  path: '/hearings/import',
  component: lazyPage(() => import('./hearing-import/page.tsx').then((part) => part.HearingImportPage)),
});
const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  validateSearch: helpSearch,
  component: lazyPage(() => import('./help/page.tsx').then((part) => part.HelpPage)),
});
const checkIns = createRoute({
  getParentRoute: () => root,
  path: '/check-ins',
  validateSearch: checkInsSearch,
  component: lazyPage(() => import('./check-ins/page.tsx').then((part) => part.CheckInsPage)),
});
const photos = createRoute({
  getParentRoute: () => root,
  path: '/photos',
  component: lazyPage(() => import('./photos/page.tsx').then((part) => part.PhotosPage)),
});
const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: calendarSearch,
  component: lazyPage(() => import('./calendar/page.tsx').then((part) => part.CalendarPage)),
});
const messages = createRoute({
  getParentRoute: () => root,
  path: '/messages',
  validateSearch: messagesSearch,
  component: lazyPage(() => import('./messages/page.tsx').then((part) => part.MessagesPage)),
});
const notice = createRoute({
  getParentRoute: () => root,
  path: '/messages/to-many',
  component: lazyPage(() => import('./notice/page.tsx').then((part) => part.NoticePage)),
});
const complaints = createRoute({
  getParentRoute: () => root,
  path: '/complaints',
  validateSearch: complaintsSearch,
  component: lazyPage(() => import('./complaints/page.tsx').then((part) => part.ComplaintsPage)),
});
const newComplaint = createRoute({
  getParentRoute: () => root,
  path: '/complaints/new',
  validateSearch: newComplaintSearch,
  component: lazyPage(() => import('./complaints/new-page.tsx').then((part) => part.NewComplaintPage)),
});
const complaint = createRoute({
  getParentRoute: () => root,
  path: '/complaints/$id',
  component: lazyPage(() => import('./complaints/complaint-page.tsx').then((part) => part.ComplaintPage)),
});
const reviewPolicy = createRoute({
  getParentRoute: () => root,
  path: '/review-policy',
  component: lazyPage(() => import('./review-policy/page.tsx').then((part) => part.ReviewPolicyPage)),
});
const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  validateSearch: reviewsSearch,
  component: lazyPage(() => import('./reviews/page.tsx').then((part) => part.ReviewsPage)),
});
const breakGlass = createRoute({
  getParentRoute: () => root,
  path: '/break-glass',
  component: lazyPage(() => import('./break-glass/page.tsx').then((part) => part.BreakGlassPage)),
});
const status = createRoute({
  getParentRoute: () => root,
  path: '/status',
  component: lazyPage(() => import('./status/page.tsx').then((part) => part.StatusPage)),
});
const staff = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  component: lazyPage(() => import('./staff/page.tsx').then((part) => part.StaffPage)),
});
const absences = createRoute({
  getParentRoute: () => root,
  path: '/absences',
  component: lazyPage(() => import('./absences/page.tsx').then((part) => part.AbsencesPage)),
});
const moveCaseloads = createRoute({
  getParentRoute: () => root,
  path: '/move-caseloads',
  component: lazyPage(() => import('./move-caseloads/page.tsx').then((part) => part.MoveCaseloadsPage)),
});
const moveOffices = createRoute({
  getParentRoute: () => root,
  path: '/move-offices',
  validateSearch: moveOfficesSearch,
  component: lazyPage(() => import('./move-offices/page.tsx').then((part) => part.MoveOfficesPage)),
});
const offices = createRoute({
  getParentRoute: () => root,
  path: '/offices',
  component: lazyPage(() => import('./offices/page.tsx').then((part) => part.OfficesPage)),
});
const importExport = createRoute({
  getParentRoute: () => root,
  path: '/import-export',
  component: lazyPage(() => import('./import-export/page.tsx').then((part) => part.ImportExportPage)),
});
const ordersToDecide = createRoute({
  getParentRoute: () => root,
  path: '/orders-to-decide',
  component: lazyPage(() => import('./orders-to-decide/page.tsx').then((part) => part.OrdersToDecidePage)),
});
const orderSettings = createRoute({
  getParentRoute: () => root,
  path: '/order-settings',
  component: lazyPage(() => import('./order-settings/page.tsx').then((part) => part.OrderSettingsPage)),
});
const calendarFeeds = createRoute({
  getParentRoute: () => root,
  path: '/calendar-feeds',
  component: lazyPage(() => import('./calendar-feeds/page.tsx').then((part) => part.CalendarFeedsPage)),
});
const letterTemplates = createRoute({
  getParentRoute: () => root,
  path: '/letter-templates',
  component: lazyPage(() => import('./letter-templates/page.tsx').then((part) => part.LetterTemplatesPage)),
});
const contactOrder = createRoute({
  getParentRoute: () => root,
  path: '/contact-order',
  component: lazyPage(() => import('./contact-order/page.tsx').then((part) => part.ContactOrderPage)),
});
const bulkExceptions = createRoute({
  getParentRoute: () => root,
  path: '/bulk-exceptions',
  component: lazyPage(() => import('./bulk-exceptions/page.tsx').then((part) => part.BulkExceptionsPage)),
});
const destructions = createRoute({
  getParentRoute: () => root,
  path: '/destructions',
  component: lazyPage(() => import('./destructions/page.tsx').then((part) => part.DestructionsPage)),
});
const oversight = createRoute({
  getParentRoute: () => root,
  path: '/oversight',
  component: lazyPage(() => import('./oversight/page.tsx').then((part) => part.OversightPage)),
});
const disclosure = createRoute({
  getParentRoute: () => root,
  path: '/disclosure',
  component: lazyPage(() => import('./disclosure/page.tsx').then((part) => part.DisclosurePage)),
});
const ownLooks = createRoute({
  getParentRoute: () => root,
  path: '/own-looks',
  component: lazyPage(() => import('./own-looks/page.tsx').then((part) => part.OwnLooksPage)),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyPage(() => import('./audit/page.tsx').then((part) => part.AuditPage)),
});
const retention = createRoute({
  getParentRoute: () => root,
  path: '/retention',
  component: lazyPage(() => import('./retention/page.tsx').then((part) => part.RetentionPage)),
});
const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyPage(() => import('./security/page.tsx').then((part) => part.SecurityPage)),
});
// Both show something else to who is not signed in: shell/gate.tsx.
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyPage(() =>
    import('./invitation/signed-in-already.tsx').then((part) => part.SignedInAlready),
  ),
});
const agency = createRoute({ getParentRoute: () => root, path: agencyPath, component: () => null });

const routeTree = root.addChildren([
  today,
  alert,
  people,
  person,
  newPerson,
  changePerson,
  hearings,
  hearingImport,
  help,
  checkIns,
  photos,
  calendar,
  messages,
  notice,
  complaints,
  reviews,
  reviewPolicy,
  newComplaint,
  complaint,
  breakGlass,
  status,
  staff,
  absences,
  moveCaseloads,
  moveOffices,
  offices,
  calendarFeeds,
  letterTemplates,
  contactOrder,
  bulkExceptions,
  oversight,
  disclosure,
  ownLooks,
  audit,
  retention,
  destructions,
  importExport,
  ordersToDecide,
  orderSettings,
  security,
  invitation,
  agency,
  ...equipmentRoutes,
]);

export const makeRouter = () =>
  createRouter({
    routeTree,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: BrokenPage,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
