import { useForm, type DefaultValues, type FieldValues, type Path, type Resolver, type UseFormReturn } from "react-hook-form"
import type * as z from "zod/mini"
import { ApiProblem } from "@/api/problem"

/** A form checked by a zod/mini schema; messages come from the schema. */
export function useSchemaForm<T extends FieldValues>(schema: z.ZodMiniType<T>, defaultValues: DefaultValues<T>): UseFormReturn<T> {
  return useForm<T>({ defaultValues, resolver: resolverOf(schema), mode: "onTouched" })
}

const resolverOf =
  <T extends FieldValues>(schema: z.ZodMiniType<T>): Resolver<T> =>
  (values) => {
    const result = schema.safeParse(values)
    if (result.success) return { values: result.data as T, errors: {} }
    const errors: Record<string, { type: string; message: string }> = {}
    for (const issue of result.error.issues) errors[issue.path.join(".")] ??= { type: issue.code ?? "custom", message: issue.message }
    return { values: {}, errors: errors as never }
  }

/** Puts the server's field problems under their fields; returns false when some had no field here. */
export function showProblem<T extends FieldValues>(form: UseFormReturn<T>, error: unknown): boolean {
  if (!(error instanceof ApiProblem) || error.errors.length === 0) return false
  const known = Object.keys(form.getValues())
  let isAllShown = true
  for (const { pointer, message } of error.errors) {
    const name = pointer.replace(/^\/(body\/)?/, "").replaceAll("/", ".")
    if (known.includes(name.split(".")[0] ?? "")) form.setError(name as Path<T>, { message }, { shouldFocus: true })
    else isAllShown = false
  }
  return isAllShown
}
