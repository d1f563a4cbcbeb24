package dev.actp.server.ledger;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The head of a branch of a repository elsewhere, fetched without its history into a folder that is
 * gone once this is closed. Credentials are those of the user's {@code .netrc}.
 */
final class GitBranch implements AutoCloseable {
  private static final int LARGEST_FILE = 64 * 1024;

  private final URIish place;
  private final int seconds;
  private final String name;
  private final File folder;
  private final Repository here;

  /** Null while there is no such branch. */
  private @Nullable ObjectId head;

  private GitBranch(URIish place, String branch, int seconds) throws IOException {
    this.place = place;
    this.seconds = seconds;
    name = Constants.R_HEADS + branch;
    folder = Files.createTempDirectory("actp-git").toFile();
    here = new RepositoryBuilder().setBare().setGitDir(folder).build();
  }

  /**
   * Fetches a head, or learns that there is none yet.
   *
   * @param place a path, or an address over HTTP
   * @param seconds how long the repository may say nothing
   * @throws IOException if there is no repository, or it says nothing for so long
   */
  static GitBranch fetch(String place, String branch, int seconds) throws IOException {
    try {
      GitBranch fetched = new GitBranch(new URIish(place), branch, seconds);
      try {
        fetched.fetch();
        return fetched;
      } catch (IOException | RuntimeException e) {
        fetched.close();
        throw e;
      }
    } catch (URISyntaxException e) {
      throw new IOException("`" + place + "` is no address of a repository", e);
    }
  }

  private void fetch() throws IOException {
    here.create(true);
    // no collection of garbage, nor another thread that would lock the folder as it is deleted
    here.getConfig().setInt(ConfigConstants.CONFIG_GC_SECTION, null, "auto", 0);
    here.getConfig().setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, "autoDetach", false);
    try (Transport there = there()) {
      try (FetchConnection connection = there.openFetch()) {
        if (connection.getRef(name) == null) {
          return;
        }
      }
      Ref fetched =
          there
              .fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec(name)))
              .getAdvertisedRef(name);
      head = fetched == null ? null : fetched.getObjectId();
    }
  }

  private Transport there() throws IOException {
    Transport there = Transport.open(here, place);
    there.setTimeout(seconds);
    there.setCredentialsProvider(new NetRCCredentialsProvider());
    there.setTagOpt(TagOpt.NO_TAGS);
    there.setDepth(1);
    return there;
  }

  /**
   * What is in it, by path.
   *
   * @param most how many files it may have
   */
  Map<String, byte[]> files(int most) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    if (head == null) {
      return files;
    }
    try (RevWalk commits = new RevWalk(here);
        TreeWalk tree = new TreeWalk(here)) {
      tree.addTree(commits.parseCommit(head).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if (files.size() == most) {
          throw new IOException("the branch has more than " + most + " files");
        }
        byte[] bytes = here.open(tree.getObjectId(0)).getCachedBytes(LARGEST_FILE);
        files.put(tree.getPathString(), bytes);
      }
    }
    return files;
  }

  /**
   * Has one file otherwise, in a commit on top.
   *
   * @throws IOException if it is not there: also if somebody else was faster, or the repository
   *     does not take it
   */
  void push(String path, byte[] content, String message, Instant at) throws IOException {
    ObjectId commit;
    try (ObjectInserter inserter = here.newObjectInserter()) {
      CommitBuilder made = new CommitBuilder();
      made.setTreeId(tree(path, inserter.insert(Constants.OBJ_BLOB, content), inserter));
      if (head != null) {
        made.setParentId(head);
      }
      PersonIdent who = new PersonIdent("actp", "actp@localhost", at, ZoneOffset.UTC);
      made.setAuthor(who);
      made.setCommitter(who);
      made.setMessage(message + "\n");
      commit = inserter.insert(made);
      inserter.flush();
    }
    ObjectId expected = head == null ? ObjectId.zeroId() : head;
    RemoteRefUpdate update =
        new RemoteRefUpdate(here, commit.name(), commit, name, false, null, expected);
    try (Transport there = there()) {
      there.push(NullProgressMonitor.INSTANCE, List.of(update));
    }
    if (update.getStatus() != RemoteRefUpdate.Status.OK) {
      String why = update.getMessage() == null ? "" : ": " + update.getMessage();
      throw new IOException("the repository answered " + update.getStatus() + why);
    }
  }

  private ObjectId tree(String path, ObjectId content, ObjectInserter inserter) throws IOException {
    DirCache files = DirCache.newInCore();
    if (head != null) {
      try (RevWalk commits = new RevWalk(here)) {
        files = DirCache.read(here.newObjectReader(), commits.parseCommit(head).getTree());
      }
    }
    DirCacheEditor editor = files.editor();
    editor.add(
        new DirCacheEditor.PathEdit(path) {
          @Override
          public void apply(DirCacheEntry entry) {
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(content);
          }
        });
    editor.finish();
    return files.writeTree(inserter);
  }

  @Override
  public void close() throws IOException {
    here.close();
    FileUtils.delete(folder, FileUtils.RECURSIVE);
  }
}
