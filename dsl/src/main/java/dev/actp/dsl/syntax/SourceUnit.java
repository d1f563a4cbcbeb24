package dev.actp.dsl.syntax;

/** What one file holds. */
public sealed interface SourceUnit extends Node permits PolicyFile, TestFile {}
