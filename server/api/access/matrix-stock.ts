import { nobody, type Row, reads, type Target } from './matrix-target.ts';

const onDevice = (path: string, body: object): Row => ({
  about: ({ device }: Target) => ({ path: `/api/devices/${device}/${path}`, body }),
});
const reason = 'the matrix asks';

/** The access matrix's rows of stock: equipment, and nobody's. Whose a device is, and what somebody has, is asked about a person. */
export const stockRows: Readonly<Record<string, Row>> = {
  'GET /api/device-models': reads('/api/device-models'),
  'POST /api/device-models': nobody,
  'GET /api/device-models/{id}': nobody,
  'PUT /api/device-models/{id}': nobody,
  'GET /api/device-labels': {
    paths: ({ device }) => [`/api/device-labels?devices=${device}`],
  },
  'GET /api/stock': reads('/api/stock'),
  'GET /api/stock/shelves': reads('/api/stock/shelves'),
  'GET /api/today/stock': reads('/api/today/stock'),
  'PUT /api/stock/levels': nobody,
  // A number that is taken is said to be, whoever has it (ENR-9): here and elsewhere it is one device.
  'POST /api/stock/devices': nobody,
  'GET /api/devices/{id}/life': {
    about: ({ device }) => ({ path: `/api/devices/${device}/life` }),
    paths: ({ device }) => [`/api/devices/${device}/life`],
  },
  'POST /api/devices/{id}/move': onDevice('move', { to: 'lost', reason }),
  'PUT /api/devices/{id}/equipment': {
    about: ({ device }) => ({
      path: `/api/devices/${device}/equipment`,
      body: { version: 9, model: null, firmware: null, iccid: null, reason },
    }),
  },
  'GET /api/shipments': reads('/api/shipments', '/api/shipments?show=closed'),
  'POST /api/shipments': nobody,
  'GET /api/shipments/{id}': nobody,
  // By serial number: that somebody has the device is said to whoever holds it in their hand, and never who (STK-7).
  'POST /api/shipments/{id}/pack': nobody,
  'POST /api/shipments/{id}/unpack': nobody,
  'POST /api/shipments/{id}/receive': nobody,
  'POST /api/shipments/{id}/close': nobody,
  'POST /api/shipments/{id}/label': nobody,
  'POST /api/shipments/{id}/finish': nobody,
  'POST /api/shipments/{id}/cancel': nobody,
  'POST /api/shipments/{id}/hand-over': nobody,
  'POST /api/shipments/{id}/items/{item}/settle': nobody,
  'GET /api/supply-orders': reads('/api/supply-orders'),
  'POST /api/supply-orders': nobody,
  'POST /api/supply-orders/{id}/cancel': nobody,
  'GET /api/stock-counts': reads('/api/stock-counts'),
  'POST /api/stock-counts': nobody,
  'GET /api/stock-counts/{id}': nobody,
  'POST /api/stock-counts/{id}/scan': nobody,
  'POST /api/stock-counts/{id}/finish': nobody,
  'POST /api/stock-counts/{id}/differences/{difference}/explain': nobody,
};
