import {
  defer,
  Observable,
  type ObservableInput,
  type OperatorFunction,
  type Subscription,
} from "rxjs";

/**
 * Maps to something that takes its time, keeping up with the source: while `project` is busy only the newest value
 * waits, and each value it replaces is dropped and told to `onDropped`. `exhaustMap` would make a slow answer wait for
 * the source, `concatMap` answers about the past, `switchMap` never answers. The signal is aborted when nobody
 * listens any more. A failure of `project` ends the stream.
 */
export const keepLatestMap =
  <T, R>(
    project: (value: T, signal: AbortSignal) => ObservableInput<R>,
    onDropped: (value: T) => void = () => undefined,
  ): OperatorFunction<T, R> =>
  (source) =>
    new Observable<R>((subscriber) => {
      const controller = new AbortController();
      let inner: Subscription | undefined;
      let busy = false;
      let ended = false;
      let waiting: { readonly value: T } | undefined;

      const start = (value: T): void => {
        busy = true;
        inner = defer(() => project(value, controller.signal)).subscribe({
          next: (result) => subscriber.next(result),
          error: (thrown: unknown) => subscriber.error(thrown),
          complete: next,
        });
      };
      const next = (): void => {
        busy = false;
        const newest = waiting;
        waiting = undefined;
        if (newest) start(newest.value);
        else if (ended) subscriber.complete();
      };
      const outer = source.subscribe({
        next: (value) => {
          if (!busy) return start(value);
          const older = waiting;
          waiting = { value };
          if (older) onDropped(older.value);
        },
        error: (thrown: unknown) => subscriber.error(thrown),
        complete: () => {
          ended = true;
          if (!busy) subscriber.complete();
        },
      });
      return () => {
        controller.abort();
        outer.unsubscribe();
        inner?.unsubscribe();
      };
    });
