/** Written from the document of the API by `pnpm api-types`: change that, not this. */

export interface paths {
  '/notes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** All notes */
    get: operations['listNotes']
    put?: never
    /** One more note */
    post: operations['addNote']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/notes/export.csv': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** All notes, for a spreadsheet */
    get: operations['exportNotes']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/notes/slow': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** An answer that takes its time */
    get: operations['waitForNothing']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/notes/ticker': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Server-sent events without end */
    get: operations['tick']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/notes/locked': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Notes behind a second factor */
    get: operations['listLockedNotes']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/notes/erase': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * No notes any more
     * @description Only for somebody who has signed in within five minutes.
     */
    post: operations['eraseNotes']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/notes/{id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    /** A note, anew */
    put: operations['changeNote']
    post?: never
    /** A note less */
    delete: operations['removeNote']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/reports': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** How many notes there are */
    get: operations['readReport']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export interface components {
  schemas: {
    Note: {
      id: string
      title: string
      text: string
      /** Format: date-time */
      updatedAt: string
    }
    NoteContent: {
      title: string
      text?: string
    }
    /** @description The latest first. */
    NoteList: {
      notes: components['schemas']['Note'][]
    }
    Report: {
      report: {
        notes: number
      }
      /** @description A person by `sub`, or `everybody`. */
      about: string
      /** @description The client. */
      askedBy: string
      /** @description Who acts for that person (RFC 8693 §4.1). */
      actor?: Record<string, never>
    }
    Waited: {
      waitedMs: number
    }
    /** @description RFC 9457. */
    Problem: {
      type: string
      title: string
      status: number
    }
  }
  responses: {
    /** @description The access token is missing or not good, or its person must show more. */
    Unauthorized: {
      headers: {
        /** @description RFC 6750 §3, RFC 9470 §3 */
        'www-authenticate'?: string
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The access token does not permit this. */
    Forbidden: {
      headers: {
        /** @description With the scope that is needed (RFC 6750 §3.1) */
        'www-authenticate'?: string
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Nobody can judge the access token. */
    Unjudged: {
      headers: {
        /** @description Seconds */
        'retry-after'?: string
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description This is no note. */
    NoNote: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description This is too much for a note. */
    TooMuch: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Notes come as application/json. */
    NotJson: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description There are as many notes as there may be. */
    TooMany: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description There is no such note. */
    NoSuchNote: {
      headers: {
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
  }
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export interface operations {
  listNotes: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NoteList']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      503: components['responses']['Unjudged']
    }
  }
  addNote: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NoteContent']
      }
    }
    responses: {
      /** @description The note as it is kept. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Note']
        }
      }
      400: components['responses']['NoNote']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      409: components['responses']['TooMany']
      413: components['responses']['TooMuch']
      415: components['responses']['NotJson']
      503: components['responses']['Unjudged']
    }
  }
  exportNotes: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description RFC 4180, with a header line. */
      200: {
        headers: {
          /** @description A file name. */
          'content-disposition'?: string
          [name: string]: unknown
        }
        content: {
          'text/csv': string
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      503: components['responses']['Unjudged']
    }
  }
  waitForNothing: {
    parameters: {
      query?: {
        /** @description How long; 2000 unless given. */
        ms?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It was waited. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Waited']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      503: components['responses']['Unjudged']
    }
  }
  tick: {
    parameters: {
      query?: {
        /** @description How often; every second unless given. */
        everyMs?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A `tick` at once and one after each pause. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/event-stream': string
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      503: components['responses']['Unjudged']
    }
  }
  listLockedNotes: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['NoteList']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      503: components['responses']['Unjudged']
    }
  }
  eraseNotes: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description They are gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      503: components['responses']['Unjudged']
    }
  }
  changeNote: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Of a note of this person; those of others do not exist for them. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['NoteContent']
      }
    }
    responses: {
      /** @description The note as it is kept. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Note']
        }
      }
      400: components['responses']['NoNote']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NoSuchNote']
      413: components['responses']['TooMuch']
      415: components['responses']['NotJson']
      503: components['responses']['Unjudged']
    }
  }
  removeNote: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Of a note of this person; those of others do not exist for them. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NoSuchNote']
      503: components['responses']['Unjudged']
    }
  }
  readReport: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Of a person, or of everybody. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Report']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      503: components['responses']['Unjudged']
    }
  }
}
