package org.extendrouter.openticket;

/**
 * A type that is delivered.
 *
 * @param type the type's name
 * @param branch its branch, which a route consumes
 */
public record RoutedType(String type, String branch) {}
