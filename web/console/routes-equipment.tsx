import { createRoute } from '@tanstack/react-router';
import { costsSearch, invoiceSearch } from './costs/form.ts';
import { labelsSearch } from './device-labels/form.ts';
import { devicesSearch } from './devices/form.ts';
import { casesSearch, providersSearch } from './providers/form.ts';
import { reportsSearch } from './reports/form.ts';
import { lazyPage } from './shell/lazy-part.tsx';
import { root } from './shell/root.ts';
import { shipmentsSearch } from './shipments/form.ts';

// Devices, whoever works with them, what they cost, and what is counted of it all.
const devices = createRoute({
  getParentRoute: () => root,
  path: '/devices',
  validateSearch: devicesSearch,
  component: lazyPage(() => import('./devices/page.tsx').then((part) => part.DevicesPage)),
});
const device = createRoute({
  getParentRoute: () => root,
  path: '/devices/$id',
  component: lazyPage(() => import('./device/page.tsx').then((part) => part.DevicePage)),
});
const deviceLabels = createRoute({
  getParentRoute: () => root,
  path: '/device-labels',
  validateSearch: labelsSearch,
  component: lazyPage(() => import('./device-labels/page.tsx').then((part) => part.DeviceLabelsPage)),
});
const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  component: lazyPage(() => import('./stock/page.tsx').then((part) => part.StockPage)),
});
const fittings = createRoute({
  getParentRoute: () => root,
  path: '/fittings',
  component: lazyPage(() => import('./fittings/page.tsx').then((part) => part.FittingsPage)),
});
const fitting = createRoute({
  getParentRoute: () => root,
  path: '/fittings/$person',
  component: lazyPage(() => import('./fittings/flow-page.tsx').then((part) => part.FittingPage)),
});
const deviceModels = createRoute({
  getParentRoute: () => root,
  path: '/stock/models',
  component: lazyPage(() => import('./device-models/page.tsx').then((part) => part.DeviceModelsPage)),
});
const stockCount = createRoute({
  getParentRoute: () => root,
  path: '/stock/counts/$id',
  component: lazyPage(() => import('./stock-count/page.tsx').then((part) => part.StockCountPage)),
});
const shipments = createRoute({
  getParentRoute: () => root,
  path: '/shipments',
  validateSearch: shipmentsSearch,
  component: lazyPage(() => import('./shipments/page.tsx').then((part) => part.ShipmentsPage)),
});
const shipment = createRoute({
  getParentRoute: () => root,
  path: '/shipments/$id',
  component: lazyPage(() => import('./shipments/shipment-page.tsx').then((part) => part.ShipmentPage)),
});
const costs = createRoute({
  getParentRoute: () => root,
  path: '/costs',
  validateSearch: costsSearch,
  component: lazyPage(() => import('./costs/page.tsx').then((part) => part.CostsPage)),
});
const invoices = createRoute({
  getParentRoute: () => root,
  path: '/costs/invoices',
  component: lazyPage(() => import('./costs/invoices.tsx').then((part) => part.InvoicesPage)),
});
const invoice = createRoute({
  getParentRoute: () => root,
  path: '/costs/invoices/$id',
  validateSearch: invoiceSearch,
  component: lazyPage(() => import('./costs/invoice.tsx').then((part) => part.InvoicePage)),
});
const rateCards = createRoute({
  getParentRoute: () => root,
  path: '/costs/rates',
  component: lazyPage(() => import('./costs/rates.tsx').then((part) => part.RateCardsPage)),
});
const costForecast = createRoute({
  getParentRoute: () => root,
  path: '/costs/forecast',
  component: lazyPage(() => import('./costs/forecast.tsx').then((part) => part.ForecastPage)),
});
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: reportsSearch,
  component: lazyPage(() => import('./reports/page.tsx').then((part) => part.ReportsPage)),
});
const questions = createRoute({
  getParentRoute: () => root,
  path: '/oversight/questions',
  component: lazyPage(() => import('./questions/page.tsx').then((part) => part.QuestionsPage)),
});
const providers = createRoute({
  getParentRoute: () => root,
  path: '/providers',
  validateSearch: providersSearch,
  component: lazyPage(() => import('./providers/page.tsx').then((part) => part.ProvidersPage)),
});
const provider = createRoute({
  getParentRoute: () => root,
  path: '/providers/$id',
  validateSearch: providersSearch,
  component: lazyPage(() => import('./providers/provider-page.tsx').then((part) => part.ProviderPage)),
});
const providerCases = createRoute({
  getParentRoute: () => root,
  path: '/provider-contracts/$id/cases',
  validateSearch: casesSearch,
  component: lazyPage(() => import('./providers/cases-page.tsx').then((part) => part.CasesPage)),
});
const providerSample = createRoute({
  getParentRoute: () => root,
  path: '/provider-audits/$id',
  component: lazyPage(() => import('./providers/sample-page.tsx').then((part) => part.SamplePage)),
});
const ourContract = createRoute({
  getParentRoute: () => root,
  path: '/our-contract',
  validateSearch: providersSearch,
  component: lazyPage(() => import('./our-contract/page.tsx').then((part) => part.OurContractPage)),
});

export const equipmentRoutes = [
  devices,
  device,
  deviceLabels,
  stock,
  fittings,
  fitting,
  deviceModels,
  stockCount,
  shipments,
  shipment,
  costs,
  invoices,
  invoice,
  rateCards,
  costForecast,
  reports,
  questions,
  providers,
  provider,
  providerCases,
  providerSample,
  ourContract,
] as const;
