import { deviceLabelQuery, deviceLabels } from '@attend/contracts/device-labels';
import {
  deviceModelChange,
  deviceModelChanged,
  deviceModelCreate,
  deviceModelDetail,
  deviceModelList,
} from '@attend/contracts/device-models';
import { id } from '@attend/contracts/instant';
import {
  deviceEquipmentChange,
  deviceLife,
  deviceMove,
  shelfList,
  stockBelow,
  stockLevelChange,
  stockLevelChanged,
  stockRegister,
  stockRegistered,
  stockView,
} from '@attend/contracts/stock';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { countRoutes } from './count-routes.ts';
import { changeLevel, readBelow, readStock, registerDevices } from './figures.ts';
import { readLabels } from './labels.ts';
import { changeModel, createModel, readModel, readModels } from './models.ts';
import { readOwnShelves } from './own-shelf.ts';
import { changeEquipment, moveByHand, readLife } from './places.ts';
import { shipmentRoutes } from './shipment-routes.ts';

const nobody = { reads: 'nobody' } as const;
const done = z.object({});
const params = z.object({ id });

/** Equipment: what it is, where it is, how many there are. Whose a device is stands in its life alone, of those within reach. */
export const stockRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/device-models',
    summary: 'Models of devices: technology, protocols, rhythm, what they can know.',
    permission: 'stock.read',
    access: nobody,
    response: deviceModelList,
    handler: (context) => readModels(context),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/device-models',
    summary: 'A new model of devices, with a reason.',
    permission: 'stock.configure',
    access: nobody,
    body: deviceModelCreate,
    response: deviceModelChanged,
    status: 201,
    handler: (context, { body }) => createModel(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/device-models/{id}',
    summary: 'One model with all its revisions.',
    permission: 'stock.read',
    access: nobody,
    params,
    response: deviceModelDetail,
    handler: (context, input) => readModel(context, input.params.id),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/device-models/{id}',
    summary: 'Revises a model, with a reason; what held before stays on record.',
    permission: 'stock.configure',
    access: nobody,
    params,
    body: deviceModelChange,
    response: deviceModelChanged,
    handler: (context, input) => changeModel(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/device-labels',
    summary: 'What stands on the labels of some devices: number, kind and model. Nobody, and no place.',
    permission: 'devices.read',
    access: nobody,
    query: deviceLabelQuery,
    response: deviceLabels,
    handler: (context, { query }) => readLabels(context, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/stock',
    summary: 'Stock by office and model, with levels and how long it lasts. Numbers, and nobody.',
    permission: 'stock.read',
    access: nobody,
    response: stockView,
    handler: (context) => readStock(context),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/stock/shelves',
    summary: 'Offices at whose shelves the viewer packs, receives, counts and fits.',
    permission: 'stock.read',
    access: nobody,
    response: shelfList,
    handler: (context) => readOwnShelves(context),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/today/stock',
    summary: 'Which offices have fewer of a model than they said they need.',
    permission: 'stock.write',
    access: nobody,
    response: stockBelow,
    handler: (context) => readBelow(context),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/stock/levels',
    summary: 'Below how many of a model an office says that it needs more.',
    permission: 'stock.configure',
    access: nobody,
    body: stockLevelChange,
    response: stockLevelChanged,
    handler: (context, { body }) => changeLevel(context, body),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stock/devices',
    summary: 'Enters devices by serial number, at an office or at the supplier’s.',
    permission: 'stock.write',
    access: nobody,
    body: stockRegister,
    response: stockRegistered,
    status: 201,
    handler: (context, { body }) => registerDevices(context, body),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/devices/{id}/life',
    summary: 'Everywhere that a device was, with whom of those whom the viewer may see, and why.',
    permission: 'devices.read',
    params,
    response: deviceLife,
    access: {
      reads: 'people',
      by: 'people.read',
      action: 'list',
      what: 'device',
      purpose: 'care of devices',
      participants: ({ places }) => places.flatMap(({ person }) => person?.id ?? []),
    },
    handler: (context, input) => readLife(context, input.params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/devices/{id}/move',
    summary: 'Puts a device that nobody has where a person says that it is; with a reason.',
    permission: 'stock.write',
    access: nobody,
    params,
    body: deviceMove,
    response: done,
    handler: (context, input) => moveByHand(context, input.params.id, input.body),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/devices/{id}/equipment',
    summary: 'Of which model a device is, its firmware and its SIM; with a reason.',
    permission: 'devices.write',
    access: nobody,
    params,
    body: deviceEquipmentChange,
    response: done,
    handler: (context, input) => changeEquipment(context, input.params.id, input.body),
  }),
  ...shipmentRoutes,
  ...countRoutes,
];
